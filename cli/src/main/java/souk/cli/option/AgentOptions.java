package souk.cli.option;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import souk.cli.console.CommandException;
import souk.cli.convert.Money;
import souk.cli.convert.Tokens;
import souk.protocol.evidence.Result;
import souk.protocol.job.AgentInput;
import souk.protocol.job.Message;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;

/** How a program is run turn by turn; without a number of turns it is a command. */
public final class AgentOptions {
  private static final String FILE_MARK = "@";

  @Option(
      names = "--turns",
      paramLabel = "N",
      description = "Run it as an agent for at most so many turns, 1..64; its memory goes on.")
  private @Nullable Integer turns;

  @Option(
      names = "--turn-fuel",
      paramLabel = "N",
      description = "Fuel each turn may use (default: all of --fuel).")
  private @Nullable Fuel turnFuel;

  @Option(
      names = "--message",
      paramLabel = "TEXT|@FILE",
      description = "Message from you in the agent's inbox; may be repeated.")
  private List<String> messages = List.of();

  @Option(
      names = "--budget",
      paramLabel = "TOKENS",
      description = "Most that the agent's payments and jobs may come to (default: 0).")
  private @Nullable Tokens budget;

  /**
   * Turns of an agent job; 0 for a command.
   *
   * @throws CommandException if the number is outside 1..64, or something is said that only agents
   *     have
   */
  public int turns() {
    if (turns == null) {
      requireNothingElse();
      return 0;
    }
    if (turns < 1 || turns > Result.MAX_TURNS) {
      throw new CommandException(
          false, "an agent has 1..%d turns, not %d".formatted(Result.MAX_TURNS, turns));
    }
    return turns;
  }

  private void requireNothingElse() {
    if (turnFuel != null || budget != null || !messages.isEmpty()) {
      throw new CommandException(
          false, "--turn-fuel, --message and --budget are for agents: say how many --turns it has");
    }
  }

  /**
   * What the agent is given.
   *
   * @param sender who its messages are from
   * @param fuelLimit fuel of the whole job
   * @throws CommandException if a file is missing, unreadable or too large
   */
  AgentInput input(Address sender, Fuel fuelLimit, Money money) {
    return new AgentInput(
        turnFuel == null ? fuelLimit : turnFuel,
        budget == null ? Amount.ZERO : money.amount(budget),
        messages.stream().map(message -> new Message(sender, Amount.ZERO, body(message))).toList());
  }

  private static byte[] body(String message) {
    return message.startsWith(FILE_MARK)
        ? LocalFiles.read(Path.of(message.substring(1)), Message.MAX_BODY_BYTES).toArray()
        : message.getBytes(StandardCharsets.UTF_8);
  }
}
