package souk.settlement.index;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what an index meets. Thread-safe. */
final class Tally {
  private final AtomicLong reorgs = new AtomicLong();
  private final AtomicLong deepest = new AtomicLong();
  private final AtomicLong repairs = new AtomicLong();

  void reorg(long depth) {
    reorgs.incrementAndGet();
    deepest.accumulateAndGet(depth, Math::max);
  }

  void repair() {
    repairs.incrementAndGet();
  }

  IndexCounts with(long events) {
    return new IndexCounts(events, reorgs.get(), deepest.get(), repairs.get());
  }
}
