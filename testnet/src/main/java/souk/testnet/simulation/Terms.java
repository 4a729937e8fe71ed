package souk.testnet.simulation;

import souk.protocol.value.Fuel;

/**
 * What a job and its match agree on.
 *
 * @param price the provider's, per 10^9 fuel
 * @param fuelLimit most fuel
 * @param valueAtRisk X
 * @param stakeMultiple S/P, at least 1
 * @param wanted verifiers asked for, 0: the market's default
 */
public record Terms(long price, long fuelLimit, long valueAtRisk, int stakeMultiple, int wanted) {
  /** P: the price at the fuel limit, rounded up. */
  public long fullPrice() {
    return Math.ceilDiv(Math.multiplyExact(price, fuelLimit), Fuel.UNITS_PER_GFUEL);
  }

  /** S. */
  public long stake() {
    return Math.multiplyExact(fullPrice(), (long) stakeMultiple);
  }

  /** What so much fuel costs, rounded down. */
  public long payment(long fuel) {
    return Math.multiplyExact(price, fuel) / Fuel.UNITS_PER_GFUEL;
  }
}
