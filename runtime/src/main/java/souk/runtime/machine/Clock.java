package souk.runtime.machine;

import java.time.Instant;

/** The guest's clocks: they begin where they are set and move a fixed step whenever one is read. */
final class Clock {
  /** 2000-01-01T00:00:00Z in nanoseconds of Unix time. */
  static final long START_NANOS = 946_684_800_000_000_000L;

  /** One millisecond. */
  static final long STEP_NANOS = 1_000_000;

  private static final int REALTIME = 0;
  private static final int CLOCKS = 4;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND;

  private long realTimeNanos;
  private long otherNanos;

  private Clock(long realTimeNanos, long otherNanos) {
    this.realTimeNanos = realTimeNanos;
    this.otherNanos = otherNanos;
  }

  /** The clocks of a command. */
  static Clock ofCommand() {
    return new Clock(START_NANOS, 0);
  }

  /** The clocks of an agent's turn. */
  static Clock ofTurn(Instant postedAt, int turn) {
    return new Clock(postedAt.getEpochSecond() * NANOS_PER_SECOND, turn * NANOS_PER_DAY);
  }

  /** Reads a clock by its WASI number: real time, monotonic, or CPU time. */
  long read(long number) {
    requireKnown(number);
    realTimeNanos += STEP_NANOS;
    otherNanos += STEP_NANOS;
    return number == REALTIME ? realTimeNanos : otherNanos;
  }

  static void requireKnown(long number) {
    if (number >= CLOCKS) {
      throw new HostCallFailed(Errno.INVAL);
    }
  }
}
