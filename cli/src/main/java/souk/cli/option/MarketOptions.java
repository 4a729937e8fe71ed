package souk.cli.option;

import java.net.URI;
import java.util.List;
import picocli.CommandLine.Option;
import souk.cli.console.CommandException;

/** Which market nodes are asked. */
public final class MarketOptions {
  @Option(
      names = "--markets",
      paramLabel = "URL",
      split = ",",
      defaultValue = "${env:SOUK_MARKETS}",
      description = "Market nodes, with commas between them [SOUK_MARKETS].")
  private List<URI> markets = List.of();

  /**
   * Their addresses, at least one.
   *
   * @throws CommandException if none is named
   */
  public List<URI> markets() {
    if (markets.isEmpty()) {
      throw new CommandException(
          false, "no market node is named: give --markets URL, or set SOUK_MARKETS");
    }
    return List.copyOf(markets);
  }
}
