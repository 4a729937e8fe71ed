package souk.market.agent;

import souk.protocol.value.Amount;

/**
 * Whether gas is worth it. What pays no tip is done for agents whose tips would be worth its gas:
 * it keeps those going that pay.
 *
 * @param leastTip for each million gas, in base units
 */
record Worth(Amount leastTip) {
  private static final long MILLION = 1_000_000;

  /** Whether a tip is worth so much gas. */
  boolean isWorth(Amount tip, long gas) {
    return !tip.times(MILLION).isLessThan(leastTip.times(gas));
  }

  /** Whether a sum is worth moving for nothing. */
  boolean isWorthMoving(Amount sum) {
    return !sum.isLessThan(leastTip);
  }
}
