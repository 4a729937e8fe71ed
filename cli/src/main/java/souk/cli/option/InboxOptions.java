package souk.cli.option;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import souk.cli.console.CommandException;
import souk.cli.convert.Money;
import souk.cli.convert.Tokens;
import souk.protocol.job.AgentInput;
import souk.protocol.job.Message;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;

/** Messages that arrive while an agent is simulated, in a file. */
public final class InboxOptions {
  private static final int MAX_BYTES = 64 << 20;
  private static final Set<String> NAMES = Set.of("sender", "value", "text", "base64");
  private static final String FORM =
      "an inbox is a JSON array with an array of messages for each turn";

  @Option(
      names = "--inbox",
      paramLabel = "FILE",
      description =
          "Messages by turn, as JSON: [[{\"sender\": \"0x..\", \"value\": \"1.5\", \"text\":"
              + " \"..\"}], ..].")
  private @Nullable Path inbox;

  /**
   * The messages of each turn; none without a file.
   *
   * @throws CommandException if the file is missing, unreadable, or not of that form
   */
  public List<List<Message>> turns(Money money) {
    if (inbox == null) {
      return List.of();
    }
    try {
      return turns(new JsonMapper().readTree(LocalFiles.read(inbox, MAX_BYTES).toArray()), money);
    } catch (JsonProcessingException e) {
      throw refused("it is not JSON at line " + e.getLocation().getLineNr() + "; " + FORM);
    } catch (IOException e) {
      throw refused(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private CommandException refused(String reason) {
    return new CommandException(false, "%s: %s".formatted(inbox, reason));
  }

  private static List<List<Message>> turns(JsonNode root, Money money) {
    require(root.isArray(), FORM);
    var turns = new ArrayList<List<Message>>();
    for (var turn : root) {
      require(turn.isArray(), FORM);
      require(
          turn.size() <= AgentInput.MAX_MESSAGES,
          "a turn has at most %d messages".formatted(AgentInput.MAX_MESSAGES));
      var messages = new ArrayList<Message>();
      for (var message : turn) {
        messages.add(message(message, money, turns.size(), messages.size()));
      }
      turns.add(List.copyOf(messages));
    }
    return List.copyOf(turns);
  }

  private static Message message(JsonNode node, Money money, int turn, int index) {
    try {
      require(node.isObject(), "a message is a JSON object");
      for (var field : node.properties()) {
        require(
            NAMES.contains(field.getKey()) && field.getValue().isTextual(),
            "a message has sender, value and text or base64, all of them strings");
      }
      require(node.has("sender"), "a message has a sender");
      require(!node.has("text") || !node.has("base64"), "a message has text or base64, not both");
      return new Message(
          Address.parse(node.get("sender").textValue()), value(node, money), body(node));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "turn %d, message %d: %s".formatted(turn, index, e.getMessage()), e);
    }
  }

  private static Amount value(JsonNode node, Money money) {
    return node.has("value")
        ? money.amount(new Tokens(node.get("value").textValue()))
        : Amount.ZERO;
  }

  private static byte[] body(JsonNode node) {
    return node.has("base64")
        ? Base64.getDecoder().decode(node.get("base64").textValue())
        : node.path("text").asText("").getBytes(StandardCharsets.UTF_8);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
