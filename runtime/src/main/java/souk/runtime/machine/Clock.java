package souk.runtime.machine;

/** The guest's clocks: they begin at a fixed time and move a fixed step whenever one is read. */
final class Clock {
  /** 2000-01-01T00:00:00Z in nanoseconds of Unix time. */
  static final long START_NANOS = 946_684_800_000_000_000L;

  /** One millisecond. */
  static final long STEP_NANOS = 1_000_000;

  private static final int REALTIME = 0;
  private static final int CLOCKS = 4;

  private long elapsedNanos;

  /** Reads a clock by its WASI number: real time, monotonic, or CPU time. */
  long read(long number) {
    requireKnown(number);
    elapsedNanos += STEP_NANOS;
    return number == REALTIME ? START_NANOS + elapsedNanos : elapsedNanos;
  }

  static void requireKnown(long number) {
    if (number >= CLOCKS) {
      throw new HostCallFailed(Errno.INVAL);
    }
  }
}
