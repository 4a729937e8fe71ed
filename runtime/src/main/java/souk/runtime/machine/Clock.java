package souk.runtime.machine;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The guest's clocks: they begin at a fixed time and move a fixed step whenever one is read. */
final class Clock {
  /** 2000-01-01T00:00:00Z in nanoseconds of Unix time. */
  static final long START_NANOS = 946_684_800_000_000_000L;

  /** One millisecond. */
  static final long STEP_NANOS = 1_000_000;

  private static final int REALTIME = 0;
  private static final int CLOCKS = 4;

  private final long realNanos;
  private final long otherNanos;
  private long elapsedNanos;

  private Clock(long realNanos, long otherNanos) {
    this.realNanos = realNanos;
    this.otherNanos = otherNanos;
  }

  /** The clocks of a command. */
  static Clock ofCommand() {
    return new Clock(START_NANOS, 0);
  }

  /** The clocks of a turn: the real time is that of posting, the others go a day a turn. */
  static Clock ofTurn(Instant postedAt, int turn) {
    return new Clock(
        TimeUnit.SECONDS.toNanos(postedAt.getEpochSecond()), TimeUnit.DAYS.toNanos(turn));
  }

  /** Reads a clock by its WASI number: real time, monotonic, or CPU time. */
  long read(long number) {
    requireKnown(number);
    elapsedNanos += STEP_NANOS;
    return elapsedNanos + (number == REALTIME ? realNanos : otherNanos);
  }

  static void requireKnown(long number) {
    if (number >= CLOCKS) {
      throw new HostCallFailed(Errno.INVAL);
    }
  }
}
