package souk.cli.command;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import souk.protocol.job.Acceptance;

/** A sampling rate in words. */
final class SamplingRate {
  private static final int DIGITS = 4;

  private SamplingRate() {}

  /**
   * A fraction of 1, rounded up as the contracts do.
   *
   * @param rate in units of 2^-64
   */
  static String text(BigInteger rate) {
    return rate.equals(Acceptance.ALWAYS)
        ? "1"
        : new BigDecimal(rate)
            .divide(new BigDecimal(BigInteger.TWO.pow(64)), DIGITS, RoundingMode.CEILING)
            .stripTrailingZeros()
            .toPlainString();
  }
}
