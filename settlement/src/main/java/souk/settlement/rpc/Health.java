package souk.settlement.rpc;

import java.time.Duration;
import java.util.function.LongSupplier;
import souk.settlement.chain.EndpointHealth;

/**
 * What is remembered of one endpoint, to choose whom to ask. An endpoint that fails rests: 100
 * milliseconds, then twice as long each time, up to 30 seconds. Safe for use by many threads.
 */
final class Health {
  private static final Duration FIRST_REST = Duration.ofMillis(100);
  private static final int MOST_DOUBLINGS = 8;
  private static final Duration LONGEST_REST = Duration.ofSeconds(30);

  private final LongSupplier nanos;
  private long calls;
  private long allFailures;
  private int failures;
  private long restsUntil;
  private Rest rest = Rest.NONE;
  private boolean lagging;
  private boolean foreign;

  /**
   * @param nanos a clock as {@link System#nanoTime}
   */
  Health(LongSupplier nanos) {
    this.nanos = nanos;
  }

  synchronized void answered() {
    calls++;
    // What a liar says meanwhile makes it no better.
    if (rest != Rest.LIED || !rests()) {
      failures = 0;
      rest = Rest.NONE;
    }
  }

  synchronized void failed() {
    calls++;
    allFailures++;
    restLonger(Rest.FAILED);
  }

  /** It said how long it wants to be left alone. */
  synchronized void limited(Duration pause) {
    calls++;
    allFailures++;
    failures++;
    rest(pause, Rest.WANTED);
  }

  /** It told what cannot be, in an answer that was counted already. */
  synchronized void lied() {
    allFailures++;
    failures = Math.max(failures, MOST_DOUBLINGS);
    restLonger(Rest.LIED);
  }

  synchronized EndpointHealth told(String label) {
    return new EndpointHealth(label, calls, allFailures, !foreign && rank() == 0);
  }

  synchronized void lags(boolean now) {
    lagging = now;
  }

  /** Returns whether that is news. */
  synchronized boolean servesAnotherChain(boolean now) {
    var isNews = foreign != now;
    foreign = now;
    return isNews;
  }

  /** Whether it must not be asked now. */
  synchronized boolean isBarred() {
    return foreign || (rest == Rest.WANTED && rests());
  }

  /** How far back it stands in the queue: 0 to be asked first. */
  synchronized int rank() {
    return (rests() ? 2 : 0) + (lagging ? 1 : 0);
  }

  /** Whether it failed so lately that it is left in peace while another answers. */
  synchronized boolean isResting() {
    return rests();
  }

  private void restLonger(Rest why) {
    var doublings = Math.min(failures++, MOST_DOUBLINGS);
    rest(FIRST_REST.multipliedBy(1L << doublings), why);
  }

  private void rest(Duration pause, Rest why) {
    rest = why;
    restsUntil = nanos.getAsLong() + Math.min(pause.toNanos(), LONGEST_REST.toNanos());
  }

  private boolean rests() {
    return rest != Rest.NONE && restsUntil - nanos.getAsLong() > 0;
  }

  private enum Rest {
    NONE,
    FAILED,
    WANTED,
    LIED
  }
}
