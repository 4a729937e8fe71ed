package souk.provider.node;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import souk.protocol.value.Amount;
import souk.provider.journal.AttemptId;

/**
 * How many jobs may be promised or running at once, and what the promises will lock of the bond. An
 * attempt holds its slot from before its acceptance is signed until its commitment is on chain or
 * the acceptance can no longer land. Thread-safe.
 */
final class Slots {
  private final int count;
  private final Map<AttemptId, Amount> taken = new HashMap<>();

  Slots(int count) {
    this.count = count;
  }

  /** Takes a slot; false if none is free or the attempt holds one. */
  synchronized boolean take(AttemptId attempt) {
    return taken.size() < count && taken.putIfAbsent(attempt, Amount.ZERO) == null;
  }

  /**
   * Says what a slot's promise will lock once it lands. What is already promised gets its slot even
   * beyond the count.
   */
  synchronized void promise(AttemptId attempt, Amount locks) {
    taken.put(attempt, locks);
  }

  /** The promise of this attempt has landed: the chain itself counts its locks now. */
  synchronized void landed(AttemptId attempt) {
    taken.replace(attempt, Amount.ZERO);
  }

  /** Whether the attempt holds a slot. */
  synchronized boolean holds(AttemptId attempt) {
    return taken.containsKey(attempt);
  }

  /** Gives a slot back; nothing happens if the attempt holds none. */
  synchronized void release(AttemptId attempt) {
    taken.remove(attempt);
    notifyAll();
  }

  /** What promises that have not landed will lock of the free bond. */
  synchronized Amount promised() {
    return taken.values().stream().reduce(Amount.ZERO, Amount::plus);
  }

  /** Waits until a slot is free, at most so long. */
  synchronized void awaitFree(Duration most) throws InterruptedException {
    var until = System.nanoTime() + most.toNanos();
    for (var left = most.toNanos(); taken.size() >= count && left > 0; ) {
      wait(Math.max(1, left / 1_000_000));
      left = until - System.nanoTime();
    }
  }
}
