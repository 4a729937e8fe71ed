package souk.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** When a wait is over, by this machine's own clock. */
record Deadline(long nanoTime) {
  // Differences of System.nanoTime() count up to 292 years.
  private static final long LONGEST = Long.MAX_VALUE / 2;

  /** That long from now. */
  static Deadline in(Duration timeout) {
    var nanos = Math.min(TimeUnit.NANOSECONDS.convert(timeout), LONGEST);
    return new Deadline(System.nanoTime() + nanos);
  }

  /** What is left; zero or less if it has passed. */
  Duration left() {
    return Duration.ofNanos(nanoTime - System.nanoTime());
  }
}
