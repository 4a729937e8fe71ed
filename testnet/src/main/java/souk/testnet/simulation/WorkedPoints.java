package souk.testnet.simulation;

import java.math.BigInteger;
import java.util.List;
import souk.settlement.chain.SamplingRate;

/** The sampling rate at some stakes, without record and floor. */
public final class WorkedPoints {
  private static final long PRICE = 1_000_000;
  private static final double WHOLE = 0x1p64;

  private WorkedPoints() {}

  /**
   * A rate the contract comes to.
   *
   * @param risk X/P
   * @param stake S/P
   * @param verifiers m
   * @param rate 0..1
   */
  public record Point(int risk, int stake, int verifiers, double rate) {}

  /** The protocol document's. */
  public static List<Point> points() {
    return List.of(
        point(0, 10, 1),
        point(0, 20, 1),
        point(0, 50, 1),
        point(0, 10, 2),
        point(0, 20, 2),
        point(0, 50, 2),
        point(5, 20, 2));
  }

  private static Point point(int risk, int stake, int verifiers) {
    var rate =
        SamplingRate.deterring(
            BigInteger.valueOf(PRICE * (1 + risk)), BigInteger.valueOf(PRICE * stake), verifiers);
    return new Point(risk, stake, verifiers, rate.doubleValue() / WHOLE);
  }
}
