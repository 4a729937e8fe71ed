package souk.settlement.tx;

import java.util.Map;
import java.util.Optional;
import souk.settlement.chain.Revert;

/**
 * What became of an entry in a block.
 *
 * @param sequence the entry
 * @param reverted why it was refused; empty if it took effect
 * @param skipped why, by its place, an element of its batch was skipped
 */
record Conclusion(
    long sequence, Entry.Mined mined, Optional<Revert> reverted, Map<Integer, Revert> skipped) {
  Entry.Status status() {
    return reverted.isPresent() ? Entry.Status.REVERTED : Entry.Status.INCLUDED;
  }
}
