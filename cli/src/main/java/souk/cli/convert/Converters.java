package souk.cli.convert;

import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Region;
import souk.protocol.value.Address;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

/** Tells Picocli how to read our values. */
public final class Converters {
  private Converters() {}

  /** Registers all of them with the command and its subcommands. */
  public static void register(CommandLine commandLine) {
    register(commandLine, Address.class, Address::parse);
    register(commandLine, Duration.class, DurationText::parse);
    register(commandLine, EngineName.class, EngineName::new);
    register(commandLine, Fuel.class, FuelText::parse);
    register(commandLine, Hash.class, Hash::parse);
    register(commandLine, HostMount.class, HostMount::parse);
    register(commandLine, Region.class, Region::parse);
    register(commandLine, Pages.class, Pages::parse);
    register(commandLine, Share.class, Share::parse);
    register(commandLine, Tokens.class, Tokens::new);
    register(commandLine, URI.class, Converters::endpoint);
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
