package souk.cli.convert;

import souk.protocol.value.Amount;

/**
 * Money as a person writes it, in whole tokens with an optional fraction. How many base units that
 * is depends on the token ({@link Money}), which is only known once its deployment is.
 *
 * @param text digits with an optional fraction, as {@code 12.5}
 */
public record Tokens(String text) {
  private static final int MOST_DECIMALS = 36;

  /**
   * @throws IllegalArgumentException if the text is no plain number
   */
  public Tokens {
    Amount.parseTokens(text, MOST_DECIMALS);
  }
}
