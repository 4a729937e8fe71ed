package souk.settlement.tx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Writes the intents of many threads down together: as many as come while the disk is busy. */
final class Intake {
  private final ReentrantLock writing = new ReentrantLock();
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
  private final OutboxStore store;

  private static final class Waiting {
    private final Collection<OutboxStore.Intent> intents;
    private boolean tried;
    private @Nullable RuntimeException failure;

    Waiting(Collection<OutboxStore.Intent> intents) {
      this.intents = intents;
    }
  }

  Intake(OutboxStore store) {
    this.store = store;
  }

  /** All of the intents are on disk when this returns, or none. */
  void add(Collection<OutboxStore.Intent> intents) {
    var mine = new Waiting(List.copyOf(intents));
    waiting.add(mine);
    writing.lock();
    try {
      if (!mine.tried) {
        writeAll();
      }
      if (mine.failure != null) {
        throw mine.failure;
      }
    } finally {
      writing.unlock();
    }
  }

  private void writeAll() {
    var group = new ArrayList<Waiting>();
    for (var next = waiting.poll(); next != null; next = waiting.poll()) {
      group.add(next);
    }
    RuntimeException failure = null;
    try {
      store.queue(group.stream().flatMap(it -> it.intents.stream()).toList());
    } catch (RuntimeException e) {
      failure = e;
    }
    for (var one : group) {
      one.tried = true;
      one.failure = failure;
    }
  }
}
