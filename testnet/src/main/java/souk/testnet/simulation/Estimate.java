package souk.testnet.simulation;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A ratio of two sums over independent careers, and how far the truth may be off.
 *
 * @param mean the ratio; not finite if there was nothing to divide by
 * @param margin half of the 95% confidence interval's width
 */
public record Estimate(double mean, double margin) {
  /** Student's t for 95% and the 99 degrees of freedom of a hundred careers. */
  private static final double STUDENT = 1.984;

  /** Of what each career had of two things; linearised, as is usual for ratio estimators. */
  static <T> Estimate of(List<T> careers, ToDoubleFunction<T> above, ToDoubleFunction<T> below) {
    var whole = careers.stream().mapToDouble(below).sum();
    var mean = careers.stream().mapToDouble(above).sum() / whole;
    var squares =
        careers.stream()
            .mapToDouble(it -> above.applyAsDouble(it) - mean * below.applyAsDouble(it))
            .map(rest -> rest * rest)
            .sum();
    var n = careers.size();
    return new Estimate(mean, STUDENT * Math.sqrt(squares * n / (n - 1)) / Math.abs(whole));
  }

  /** Whether there was something to divide by. */
  public boolean exists() {
    return Double.isFinite(mean);
  }

  /** Whether the interval covers that value. */
  public boolean covers(double truth) {
    return Math.abs(truth - mean) <= margin;
  }

  /** Mean and margin with three digits; a dash if there was nothing to divide by. */
  @Override
  public String toString() {
    return exists() ? String.format(Locale.ROOT, "%+.3f ±%.3f", mean, margin) : "-";
  }
}
