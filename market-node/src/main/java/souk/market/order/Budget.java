package souk.market.order;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What one peer may cost: so many units a second, saved up for at most some seconds. Not
 * thread-safe.
 */
final class Budget {
  private static final long SECOND_NANOS = 1_000_000_000;
  private static final int SAVED_SECONDS = 5;

  private final int unitsASecond;
  private final LongSupplier nanos;
  private long lastNanos;
  private double units;

  /**
   * @param unitsASecond at least 1
   * @param nanos a clock that never goes back, as {@link System#nanoTime}
   */
  Budget(int unitsASecond, LongSupplier nanos) {
    this.unitsASecond = unitsASecond;
    this.nanos = nanos;
    this.lastNanos = nanos.getAsLong();
    this.units = unitsASecond;
  }

  /** Spends units, also those that are not there yet. */
  void spend(int count) {
    units -= count;
  }

  /** How long to wait before anything more may be spent; zero if nothing is owed. */
  Duration debt() {
    var now = nanos.getAsLong();
    var earned = (double) (now - lastNanos) / SECOND_NANOS * unitsASecond;
    units = Math.min(units + earned, (double) SAVED_SECONDS * unitsASecond);
    lastNanos = now;
    return units >= 0
        ? Duration.ZERO
        : Duration.ofNanos((long) Math.ceil(-units / unitsASecond * SECOND_NANOS));
  }
}
