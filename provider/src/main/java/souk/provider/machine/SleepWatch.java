package souk.provider.machine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Notices that this machine slept: its clock went on and the time the process ran did not. Not
 * thread-safe.
 */
public final class SleepWatch {
  private static final Duration LEAST = Duration.ofSeconds(30);

  private final Clock clock;
  private final LongSupplier nanos;
  private Instant seen;
  private long seenNanos;

  /**
   * @param nanos time that stands still while the machine sleeps, as {@link System#nanoTime} on
   *     Linux
   */
  public SleepWatch(Clock clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
    this.seen = clock.instant();
    this.seenNanos = nanos.getAsLong();
  }

  /** How long it slept since the question before; empty if it did not, or for less than 30 s. */
  public Optional<Duration> slept() {
    var now = clock.instant();
    var nowNanos = nanos.getAsLong();
    var slept = Duration.between(seen, now).minusNanos(nowNanos - seenNanos);
    seen = now;
    seenNanos = nowNanos;
    return slept.compareTo(LEAST) >= 0 ? Optional.of(slept) : Optional.empty();
  }
}
