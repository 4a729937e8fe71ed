package souk.settlement.chain;

import java.math.BigInteger;
import java.time.Duration;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Price;

/**
 * What was fixed when a job was matched.
 *
 * @param provider who runs the job
 * @param marketNode who landed the match and earns the fee
 * @param lane the provider's lane that carries the job
 * @param price per 10^9 fuel
 * @param fullPrice P: the price of the whole fuel limit
 * @param stake S: locked for this job
 * @param auditDeposit A: locked beside the stake, charged when sampled
 * @param verifiers m: seated when sampled
 * @param rate sampling rate in units of 2^-64, {@link souk.protocol.job.Acceptance#ALWAYS} is
 *     always
 * @param runTime time after the match within which the provider promised to commit
 */
public record MatchTerms(
    Address provider,
    Address marketNode,
    int lane,
    Price price,
    Amount fullPrice,
    Amount stake,
    Amount auditDeposit,
    int verifiers,
    BigInteger rate,
    Duration runTime) {

  private static final int LOCK_IN_PRICES = 10;

  /** v: what a verifier earns per 10^9 fuel while that is the slow mean of settled prices. */
  public static Price rewardPrice(Price meanPrice) {
    var units = meanPrice.perGfuel().units();
    return new Price(new Amount(units.multiply(BigInteger.valueOf(7)).shiftRight(3)));
  }

  /** r at the fuel limit: the most a verifier earns by an answer. */
  public Amount reward() {
    return new Amount(auditDeposit.units().divide(BigInteger.valueOf(2L * verifiers)));
  }

  /** Stake that a drawn verifier locks. */
  public Amount verifierLock() {
    return fullPrice.times(LOCK_IN_PRICES);
  }

  /** A: two rewards at the fuel limit for each verifier. */
  static Amount auditDeposit(Amount reward, int verifiers) {
    return reward.times(2L * verifiers);
  }
}
