package souk.provider.price;

import souk.protocol.value.Price;

/**
 * What an operator wants of an automatic price, per 10^9 fuel.
 *
 * @param floor below this it never goes
 * @param cost what a Gfuel costs the operator: electricity and wear
 */
public record PricePolicy(Price floor, Price cost) {
  private static final int MOST_BITS = 54;

  /**
   * @throws IllegalArgumentException if one of them is more than a market's prices can be
   */
  public PricePolicy {
    require(floor, "floor");
    require(cost, "cost");
  }

  private static void require(Price price, String what) {
    if (price.perGfuel().units().bitLength() > MOST_BITS) {
      throw new IllegalArgumentException(
          "the %s is more than any job pays: %s base units".formatted(what, price));
    }
  }
}
