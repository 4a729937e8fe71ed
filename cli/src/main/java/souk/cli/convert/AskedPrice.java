package souk.cli.convert;

import java.util.Optional;

/**
 * What a provider asks per 10^9 fuel.
 *
 * @param fixed in whole tokens; empty if it follows the market
 */
public record AskedPrice(Optional<Tokens> fixed) {
  /** What says that the price follows the market. */
  public static final String AUTO = "auto";

  /**
   * Reads tokens, as {@code 0.5}, or {@code auto}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static AskedPrice parse(String text) {
    return new AskedPrice(text.equals(AUTO) ? Optional.empty() : Optional.of(new Tokens(text)));
  }
}
