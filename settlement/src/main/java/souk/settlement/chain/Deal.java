package souk.settlement.chain;

import java.math.BigInteger;
import java.time.Duration;
import souk.protocol.offer.EngineName;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;

/**
 * What a match fixed, as its event says it. {@link #terms} has the amounts that follow.
 *
 * @param provider who runs the job
 * @param marketNode who landed the match and earns the fee
 * @param offerId the offer
 * @param attempt attempt it is, from 0
 * @param lane the provider's lane that carries the job
 * @param price per 10^9 fuel
 * @param stakeMultiple S/P
 * @param rewardPrice v: what a verifier earns per 10^9 fuel
 * @param verifiers m
 * @param rate sampling rate in units of 2^-64
 * @param runTime time after the match within which the provider promised to commit
 * @param engine the engine it runs
 */
public record Deal(
    Address provider,
    Address marketNode,
    Hash offerId,
    int attempt,
    int lane,
    Price price,
    int stakeMultiple,
    Price rewardPrice,
    int verifiers,
    BigInteger rate,
    Duration runTime,
    EngineName engine) {

  /**
   * The terms of a job of that fuel limit.
   *
   * @param leastReward the market's least r
   */
  public MatchTerms terms(Fuel fuelLimit, Amount leastReward) {
    var fullPrice = price.escrowFor(fuelLimit);
    var byFuel = rewardPrice.paymentFor(fuelLimit);
    var reward = byFuel.isLessThan(leastReward) ? leastReward : byFuel;
    return new MatchTerms(
        provider,
        marketNode,
        lane,
        price,
        fullPrice,
        fullPrice.times(stakeMultiple),
        MatchTerms.auditDeposit(reward, verifiers),
        verifiers,
        rate,
        runTime);
  }
}
