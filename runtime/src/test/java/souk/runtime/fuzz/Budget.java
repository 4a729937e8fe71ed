package souk.runtime.fuzz;

import java.time.Duration;

/**
 * How long tests may look for what nobody thought of: {@code -Dsouk.fuzz.seconds} for all of them
 * together, and {@code -Dsouk.fuzz.seed} to look elsewhere.
 */
public final class Budget {
  private static final long SECONDS = Long.getLong("souk.fuzz.seconds", 60);
  private static final long SEED = Long.getLong("souk.fuzz.seed", 1);

  private final long end;

  private Budget(Duration time) {
    this.end = System.nanoTime() + time.toNanos();
  }

  /** A part of the time, from now. */
  public static Budget of(int percent) {
    return new Budget(Duration.ofSeconds(SECONDS).multipliedBy(percent).dividedBy(100));
  }

  public static long seed() {
    return SEED;
  }

  public boolean isLeft() {
    return System.nanoTime() < end;
  }
}
