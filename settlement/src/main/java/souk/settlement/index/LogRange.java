package souk.settlement.index;

import java.util.List;
import java.util.Optional;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.Head;

/**
 * What one history of the chain has in a range of blocks.
 *
 * @param head the last of its blocks
 * @param blocks its blocks, lowest first; the last is the head
 * @param entries what our contracts logged there, oldest first
 */
record LogRange(Head head, List<Head> blocks, List<Entry> entries) {
  /**
   * @param event the log decoded
   * @param log the same packed
   */
  @SuppressWarnings("ArrayRecordComponent") // written down as it is, never compared
  record Entry(ChainEvent event, byte[] log) {}

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
