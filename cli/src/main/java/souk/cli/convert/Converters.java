package souk.cli.convert;

import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;
import souk.client.MessageId;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Region;
import souk.protocol.value.Address;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentId;

/** Tells Picocli how to read our values. */
public final class Converters {
  private Converters() {}

  /** Registers all of them with the command and its subcommands. */
  public static void register(CommandLine commandLine) {
    register(commandLine, Address.class, Address::parse);
    register(commandLine, AgentId.class, AgentId::parse);
    register(commandLine, Duration.class, DurationText::parse);
    register(commandLine, EngineName.class, EngineName::new);
    register(commandLine, Fuel.class, FuelText::parse);
    register(commandLine, Hash.class, Hash::parse);
    register(commandLine, HostMount.class, HostMount::parse);
    register(commandLine, Region.class, Region::parse);
    register(commandLine, MessageId.class, Converters::message);
    register(commandLine, Pages.class, Pages::parse);
    register(commandLine, Share.class, Share::parse);
    register(commandLine, Tokens.class, Tokens::new);
    register(commandLine, URI.class, Converters::endpoint);
  }

  private static MessageId message(String text) {
    var parts = text.split("/", -1);
    if (parts.length != 2 || !parts[1].matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException("a message is AGENT/NUMBER, as 7/12: '" + text + "'");
    }
    return new MessageId(AgentId.parse(parts[0]), Long.parseLong(parts[1]));
  }

  private static <T> void register(
      CommandLine commandLine, Class<T> type, Function<String, T> parser) {
    commandLine.registerConverter(
        type,
        text -> {
          try {
            return parser.apply(text);
          } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
          }
        });
  }

  /**
   * An http or https address.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static URI endpoint(String text) {
    var uri = URI.create(text);
    var scheme = uri.getScheme();
    if (uri.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException("an endpoint is as http://127.0.0.1:8545: '" + text + "'");
    }
    return uri;
  }
}
