package souk.client.telemetry;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** What is known of one need, and the one thread that finds out. Thread-safe. */
final class Probe {
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Readiness.Need need;
  private final Readiness.Listener listener;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition done = lock.newCondition();
  private boolean isTried;
  private boolean isRunning;
  private boolean holds = true;
  private boolean isToldFailing;
  private long triedAt;

  Probe(Readiness.Need need, Readiness.Listener listener, LongSupplier nanos) {
    this.need = need;
    this.listener = listener;
    this.nanos = nanos;
  }

  Readiness.Need need() {
    return need;
  }

  /** Begins to find out, unless it is known or somebody is at it. */
  void begin() {
    lock.lock();
    try {
      var isFresh = isTried && nanos.getAsLong() - triedAt < FRESH.toNanos();
      if (!isRunning && !isFresh) {
        isRunning = true;
        Thread.ofVirtual().name("try " + need.name()).start(this::run);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether it holds, as it was found out last. What takes longer than that does not.
   *
   * @param patienceNanos how long to wait for who is at it
   */
  boolean holds(long patienceNanos) throws InterruptedException {
    lock.lock();
    try {
      var left = patienceNanos;
      while (isRunning && left > 0) {
        left = done.awaitNanos(left);
      }
      if (isRunning) {
        tell(false, "no answer for seconds");
      }
      return !isRunning && holds;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    var failure = "";
    var works = false;
    try {
      need.trial().run();
      works = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = "interrupted";
    } catch (Exception e) {
      failure = String.valueOf(e.getMessage());
    }
    finish(works, failure);
  }

  private void finish(boolean works, String failure) {
    lock.lock();
    try {
      holds = works;
      isRunning = false;
      isTried = true;
      triedAt = nanos.getAsLong();
      tell(works, failure);
      done.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void tell(boolean works, String failure) {
    if (works == isToldFailing) {
      isToldFailing = !works;
      if (works) {
        listener.able(need.name());
      } else {
        listener.unable(need.name(), failure);
      }
    }
  }
}
