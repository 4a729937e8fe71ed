package souk.settlement.index;

import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainEvent;
import souk.settlement.journal.Journal;
import souk.settlement.journal.Session;

/**
 * Reads blocks again, of every endpoint, of which one may have kept events back: a part at a time,
 * beside what is new. Used by one thread.
 */
final class SecondLook {
  private static final Logger LOG = LoggerFactory.getLogger(SecondLook.class);
  private static final long MOST_BLOCKS = 10_000;
  private static final long BLOCKS_A_PART = 500;

  private final Chain chain;
  private long next;
  // The last block to be read again; nothing is if it is below the next.
  private long last = -1;

  SecondLook(Chain chain) {
    this.chain = chain;
  }

  /**
   * Has blocks read again.
   *
   * @param above the block they are above; of very many only the newest are
   * @param to the newest of them
   */
  void order(long above, long to) {
    var from = isDue() ? Math.min(next, above + 1) : above + 1;
    last = Math.max(last, to);
    next = Math.max(Math.max(from, last + 1 - MOST_BLOCKS), chain.deployment().block());
  }

  /** Whether there is something to be read again. */
  boolean isDue() {
    return next <= last;
  }

  /** The newest block that is to be read of every endpoint; below all others if there is none. */
  long last() {
    return last;
  }

  /**
   * Reads the next part.
   *
   * @param reached how far the journal goes
   * @return the first block of which the journal has not what the chain has
   * @throws souk.settlement.chain.ChainException if it cannot be read; it is tried again next time
   */
  OptionalLong look(Journal journal, long reached) {
    var end = Math.min(Math.min(last, reached), next + BLOCKS_A_PART - 1);
    if (end < next) {
      last = -1;
      return OptionalLong.empty();
    }
    var range = LogRange.of(chain.spanOfAll(next, end));
    var from = next;
    var known = journal.compute(session -> known(session, from, end));
    var differing = firstDifference(known, range.events());
    differing.ifPresentOrElse(
        block -> LOG.warn("blocks from {} on are read again: events of theirs are missing", block),
        () -> next = end + 1);
    return differing;
  }

  /** All is read again up to the last of them, by others. */
  void done() {
    next = last + 1;
  }

  private static List<ChainEvent> known(Session session, long from, long end) {
    return EventStore.between(session, upTo(session, from - 1), upTo(session, end)).stream()
        .map(StoredEvent::event)
        .toList();
  }

  private static long upTo(Session session, long block) {
    return BlockStore.upTo(session, block, 1).stream().mapToLong(Reached::events).sum();
  }

  private static OptionalLong firstDifference(List<ChainEvent> known, List<ChainEvent> told) {
    for (var i = 0; i < Math.max(known.size(), told.size()); i++) {
      if (i == known.size()) {
        return block(told, i);
      }
      if (i == told.size()) {
        return block(known, i);
      }
      if (!known.get(i).equals(told.get(i))) {
        return OptionalLong.of(Math.min(block(known, i).getAsLong(), block(told, i).getAsLong()));
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong block(List<ChainEvent> events, int index) {
    return OptionalLong.of(events.get(index).at().blockNumber());
  }
}
