package souk.client.node;

import java.time.Duration;

/**
 * How long to wait after failures in a row: each time twice as long, up to a limit. Not
 * thread-safe.
 */
public final class Backoff {
  private final Duration first;
  private final Duration most;
  private Duration next;

  /**
   * @param first wait after the first failure, longer than nothing
   * @param most longest wait
   */
  public Backoff(Duration first, Duration most) {
    this.first = first;
    this.most = most;
    this.next = first;
  }

  /** The wait after one more failure. */
  public Duration failed() {
    var wait = next;
    next = wait.compareTo(most.dividedBy(2)) < 0 ? wait.multipliedBy(2) : most;
    return wait;
  }

  /** Begins again with the first wait. */
  public void succeeded() {
    next = first;
  }
}
