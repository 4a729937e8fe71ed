package souk.market.match;

import java.math.BigInteger;
import souk.protocol.value.Amount;
import souk.protocol.value.Price;
import souk.settlement.chain.Parameters;

/**
 * What an offer is ranked by: its price, weighted by its provider's audited record, in the price's
 * units. The weight is, in 1/4096,
 *
 * <pre>
 *   4096 + 1024 u / (u + audited) + 1638 x clean audits owed (at most 5)
 * </pre>
 *
 * where u is the market's history weight times its small value. So a newcomer counts as a quarter
 * dearer than it is and never more, audited value takes that handicap away, and a proven fault
 * counts as two fifths of the price for each clean audit that is owed for it. The product is
 * rounded up: of two offers with one record, the cheaper has the smaller score.
 */
final class Score {
  static final int PRICE_BITS = 56;

  private static final int SCALE_BITS = 12;
  private static final long NEWCOMER = 1024;
  private static final long FAULT = 1638;
  private static final int MOST_OWED = 5;

  private Score() {}

  /** The weight of a record, in 1/4096: 4096..13310. */
  static long weight(Amount audited, int cleanAuditsOwed, Parameters parameters) {
    var unit =
        parameters.smallValue().times(parameters.historyWeight()).units().max(BigInteger.ONE);
    var handicap = unit.multiply(BigInteger.valueOf(NEWCOMER)).divide(unit.add(audited.units()));
    return (1L << SCALE_BITS) + handicap.longValue() + FAULT * Math.min(cleanAuditsOwed, MOST_OWED);
  }

  /** Whether it is a price that the contracts take and can hold. */
  static boolean isHeld(Price price) {
    var units = price.perGfuel().units();
    return units.signum() > 0 && units.bitLength() <= PRICE_BITS;
  }

  /**
   * The score.
   *
   * @param price base units per 10^9 fuel, 0..2^56 - 1
   */
  static long of(long price, long weight) {
    var product = Wide.product(price, weight).plus(new Wide(0, (1 << SCALE_BITS) - 1));
    return product.without(SCALE_BITS);
  }
}
