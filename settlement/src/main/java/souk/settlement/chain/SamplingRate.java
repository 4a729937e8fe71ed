package souk.settlement.chain;

import java.math.BigInteger;
import souk.protocol.job.Acceptance;

/**
 * How often a job must be sampled: the same exact integers as {@code SamplingRate.sol}. Rates are
 * in units of 2^-64 and rounded towards sampling; {@link Acceptance#ALWAYS} stands for every rate
 * that does not fit below 1. Money is in base units, never negative.
 */
public final class SamplingRate {
  private static final BigInteger THIRTEEN = BigInteger.valueOf(13);
  private static final BigInteger TWENTY = BigInteger.valueOf(20);
  private static final BigInteger TWENTY_EIGHT = BigInteger.valueOf(28);
  private static final BigInteger FAULT_WEIGHT = BigInteger.valueOf(400);
  private static final BigInteger WHOLE_BPS = BigInteger.valueOf(10_000);
  private static final int RATE_BITS = 64;
  private static final int NARROW_BITS = 24;
  private static final int WIDENED_BITS = 40;

  private SamplingRate() {}

  /**
   * Whether cheating would pay even if always sampled: {@code (1 - a^m) ((1 - w) S + P + X) < P +
   * X}, with a = 1/5 and w = 7/20.
   *
   * @param risk P + X
   * @param stake S
   * @param verifiers m, at least 1
   */
  public static boolean cheatingPays(BigInteger risk, BigInteger stake, int verifiers) {
    return TWENTY.multiply(risk).multiply(power(verifiers)).compareTo(loss(risk, stake, verifiers))
        > 0;
  }

  /**
   * 1.4 times the least rate at which cheating does not pay: {@code (P + X) / ((1 - a^m) ((1 - w) S
   * + P + X))}, with a = 1/5 and w = 7/20.
   *
   * @param risk P + X
   * @param stake S
   * @param verifiers m, at least 1
   */
  public static BigInteger deterring(BigInteger risk, BigInteger stake, int verifiers) {
    var part = TWENTY_EIGHT.multiply(risk).multiply(power(verifiers));
    return fraction(part, loss(risk, stake, verifiers));
  }

  /**
   * The least rate for a provider's record: always for a newcomer, then h/(h + n), n = audited / P.
   *
   * @param audited the provider's audited value
   * @param fullPrice P
   * @param newcomerAudits n below which it is a newcomer
   * @param historyWeight h
   */
  public static BigInteger forRecord(
      BigInteger audited, BigInteger fullPrice, int newcomerAudits, int historyWeight) {
    if (audited.compareTo(fullPrice.multiply(BigInteger.valueOf(newcomerAudits))) < 0) {
      return Acceptance.ALWAYS;
    }
    var weighed = fullPrice.multiply(BigInteger.valueOf(historyWeight));
    return fraction(weighed, weighed.add(audited));
  }

  /**
   * The least rate for the whole market: floor x (1 + 4 x faults per 100 audits), by value, up to a
   * cap.
   *
   * @param audited value of recent audits, the faulty ones among them
   * @param faulty value of those that found a fault
   * @param floorBps the rate in calm, in 1/10000
   * @param capBps the cap, in 1/10000
   */
  public static BigInteger forMarket(
      BigInteger audited, BigInteger faulty, int floorBps, int capBps) {
    var cap = fraction(BigInteger.valueOf(capBps), WHOLE_BPS);
    var floor = BigInteger.valueOf(floorBps);
    if (audited.signum() == 0) {
      return fraction(floor, WHOLE_BPS).min(cap);
    }
    var part = floor.multiply(audited.add(FAULT_WEIGHT.multiply(faulty)));
    return fraction(part, WHOLE_BPS.multiply(audited)).min(cap);
  }

  /** Rounded up to what the contract stores: a multiple of 2^-24, or always. */
  public static BigInteger narrow(BigInteger rate) {
    var units =
        rate.add(BigInteger.ONE.shiftLeft(WIDENED_BITS))
            .subtract(BigInteger.ONE)
            .shiftRight(WIDENED_BITS);
    var always = BigInteger.ONE.shiftLeft(NARROW_BITS).subtract(BigInteger.ONE);
    return units.compareTo(always) >= 0 ? Acceptance.ALWAYS : units.shiftLeft(WIDENED_BITS);
  }

  private static BigInteger loss(BigInteger risk, BigInteger stake, int verifiers) {
    var all = THIRTEEN.multiply(stake).add(TWENTY.multiply(risk));
    return power(verifiers).subtract(BigInteger.ONE).multiply(all);
  }

  /**
   * 5^m.
   *
   * @param verifiers m
   */
  public static BigInteger power(int verifiers) {
    return BigInteger.valueOf(5).pow(verifiers);
  }

  private static BigInteger fraction(BigInteger part, BigInteger whole) {
    if (part.compareTo(whole) >= 0) {
      return Acceptance.ALWAYS;
    }
    var rate = part.shiftLeft(RATE_BITS).add(whole).subtract(BigInteger.ONE).divide(whole);
    return rate.min(Acceptance.ALWAYS);
  }
}
