package souk.protocol.job;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import souk.protocol.offer.EngineName;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;

/**
 * A provider's fresh promise to run one job now: it holds module and inputs and has validated them.
 *
 * @param jobId the job
 * @param attempt attempt of the job this is for, 0..255
 * @param offerId the offer it is made under
 * @param price at most the offer's and the job's ceiling
 * @param stake S: stake locked for this job
 * @param verifiers m the provider reckons with
 * @param maxRate highest sampling rate it accepts, in units of 2^-64
 * @param runTime time after the match within which it will commit, whole seconds
 * @param engine the engine it runs
 * @param machineVersion version of the machine's rules
 * @param resumePoint {@link souk.protocol.codec.Evidence#resumePoint} it goes on from; zero for the
 *     beginning
 * @param commitment {@link souk.protocol.codec.Evidence#commitment} to the result of a provider
 *     that has already run the job; zero of one that will
 * @param slotNonce the lane it takes, so that it lands once and only while that is free
 * @param expiry last block time at which it may land
 */
public record Acceptance(
    Hash jobId,
    int attempt,
    Hash offerId,
    Price price,
    Amount stake,
    int verifiers,
    BigInteger maxRate,
    Duration runTime,
    EngineName engine,
    int machineVersion,
    Hash resumePoint,
    Hash commitment,
    SlotNonce slotNonce,
    Instant expiry) {

  /** The rate that means "always sampled": 2^64 - 1. */
  public static final BigInteger ALWAYS = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  /**
   * @throws IllegalArgumentException if a field is outside its range
   */
  public Acceptance {
    if (attempt < 0 || attempt > 255) {
      throw new IllegalArgumentException("an attempt is 0..255: " + attempt);
    }
    if (maxRate.signum() < 0 || maxRate.compareTo(ALWAYS) > 0) {
      throw new IllegalArgumentException("a rate is 0..2^64 - 1: " + maxRate);
    }
    if (runTime.isNegative() || verifiers < 0 || machineVersion < 0) {
      throw new IllegalArgumentException("an acceptance has no negative fields");
    }
  }
}
