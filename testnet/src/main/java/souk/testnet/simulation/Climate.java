package souk.testnet.simulation;

import java.math.BigInteger;
import souk.settlement.chain.Parameters;
import souk.settlement.chain.SamplingRate;

/** What the market learns of audits, as {@code History.sol} does: floor and mean price. */
public final class Climate {
  private static final int INERTIA = 64;
  private static final int NARROWING_BITS = 40;
  private static final int MOST_AGE = 63;

  private final Parameters parameters;
  private long meanPrice;
  private long anchor;
  private long priceEpoch;
  private long audited;
  private long faulty;
  private long auditEpoch;
  private int floor;

  /** A market's to begin with. */
  public Climate(Parameters parameters) {
    this.parameters = parameters;
    meanPrice = parameters.startingPrice().perGfuel().units().longValueExact();
    anchor = meanPrice;
    floor = floorNow();
  }

  /** Least rate of any job, in units of 2^-24. */
  public int floor() {
    return floor;
  }

  /** Slow mean of audited settled prices, per 10^9 fuel. */
  public long meanPrice() {
    return meanPrice;
  }

  /** v: what a verifier earns per 10^9 fuel. */
  long rewardPrice() {
    return meanPrice * 7 / 8;
  }

  void learnCleanAudit(long value, long price, long epoch) {
    learnPrice(price, epoch);
    learnAudit(value, 0, epoch);
  }

  void learnFault(long value, long epoch) {
    learnAudit(value, value, epoch);
  }

  private void learnPrice(long price, long epoch) {
    if (epoch != priceEpoch) {
      priceEpoch = epoch;
      anchor = meanPrice;
    }
    var heard = Math.clamp(price, meanPrice / 2, meanPrice * 2);
    var mean =
        heard > meanPrice
            ? meanPrice + (heard - meanPrice) / INERTIA
            : meanPrice - (meanPrice - heard) / INERTIA;
    var step = anchor / 10;
    meanPrice = Math.clamp(mean, anchor - step, anchor + step);
  }

  private void learnAudit(long value, long fault, long epoch) {
    var age = (int) Math.min(epoch - auditEpoch, MOST_AGE);
    audited = Math.addExact(audited >> age, value);
    faulty = Math.addExact(faulty >> age, fault);
    auditEpoch = epoch;
    floor = floorNow();
  }

  private int floorNow() {
    return narrow(
        SamplingRate.forMarket(
            BigInteger.valueOf(audited),
            BigInteger.valueOf(faulty),
            parameters.floorBps(),
            parameters.floorCapBps()));
  }

  /** A rate in units of 2^-64 as it is stored, in units of 2^-24. */
  static int narrow(BigInteger rate) {
    return SamplingRate.narrow(rate).shiftRight(NARROWING_BITS).intValueExact();
  }
}
