package souk.settlement.index;

import java.util.List;
import java.util.Optional;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.Head;
import souk.settlement.chain.RawLog;

/**
 * What one history of the chain has in a range of blocks.
 *
 * @param head the last of its blocks
 * @param blocks its blocks, lowest first; the last is the head
 * @param entries what our contracts logged there, oldest first
 */
record LogRange(Head head, List<Head> blocks, List<Entry> entries) {
  /** One log, decoded and packed. */
  static final class Entry {
    private final ChainEvent event;
    private final byte[] packed;

    Entry(ChainEvent event, RawLog log) {
      this.event = event;
      this.packed = log.pack();
    }

    ChainEvent event() {
      return event;
    }

    /** The log as the journal has it; not to be changed. */
    byte[] packed() {
      return packed;
    }
  }

  /**
   * Whether it follows on a block.
   *
   * @param below empty if the index begins with the range
   */
  boolean follows(Optional<Head> below) {
    var parent = blocks.getFirst().parentHash();
    return below.stream().allMatch(block -> block.hash().equals(parent));
  }

  LogRange {
    blocks = List.copyOf(blocks);
    entries = List.copyOf(entries);
  }
}
