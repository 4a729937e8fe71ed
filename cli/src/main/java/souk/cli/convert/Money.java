package souk.cli.convert;

import souk.protocol.value.Amount;
import souk.protocol.value.Price;

/**
 * Base units of one token, to and from text.
 *
 * @param decimals digits after the point that one token has
 */
public record Money(int decimals) {

  /** The amount in whole tokens, as a person reads it. */
  public String text(Amount amount) {
    return amount.toTokens(decimals);
  }

  /** The price of 10^9 fuel in whole tokens. */
  public String text(Price price) {
    return text(price.perGfuel());
  }

  /**
   * The amount in base units.
   *
   * @throws IllegalArgumentException if it has more digits after the point than the token
   */
  public Amount amount(Tokens tokens) {
    return Amount.parseTokens(tokens.text(), decimals);
  }

  /**
   * The amount as a price of 10^9 fuel.
   *
   * @throws IllegalArgumentException if it is too fine for the token or needs more than 128 bits
   */
  public Price price(Tokens tokens) {
    return new Price(amount(tokens));
  }
}
