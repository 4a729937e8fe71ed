package souk.cli.convert;

import souk.protocol.value.Amount;
import souk.protocol.value.Price;

/**
 * Money as a person writes it, in whole tokens with an optional fraction. How many base units that
 * is depends on the token, which is only known once its deployment is.
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

  /**
   * The amount in base units.
   *
   * @param decimals digits after the point that one token has
   * @throws IllegalArgumentException if the text has more digits after the point than the token
   */
  public Amount amount(int decimals) {
    return Amount.parseTokens(text, decimals);
  }

  /**
   * The amount as a price per 10^9 fuel.
   *
   * @param decimals digits after the point that one token has
   * @throws IllegalArgumentException if it is too fine for the token or needs more than 128 bits
   */
  public Price price(int decimals) {
    return new Price(amount(decimals));
  }
}
