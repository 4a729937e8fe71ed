package souk.settlement.chain;

import java.math.BigInteger;
import souk.protocol.value.Amount;

/**
 * What a match would be sampled with, were it landed now.
 *
 * @param verifiers m, at least 1
 * @param rate sampling rate in units of 2^-64; {@link souk.protocol.job.Acceptance#ALWAYS} is
 *     always
 * @param auditDeposit A the provider would lock beside its stake
 * @param reward r: what a verifier would earn at the fuel limit
 */
public record SamplingQuote(int verifiers, BigInteger rate, Amount auditDeposit, Amount reward) {

  /** The quote with the deposit that follows. */
  public static SamplingQuote of(int verifiers, BigInteger rate, Amount reward) {
    return new SamplingQuote(verifiers, rate, MatchTerms.auditDeposit(reward, verifiers), reward);
  }
}
