package souk.runtime.state;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;

/**
 * An agent's whole state after a turn; {@code docs/agent-abi.md}, "State". Immutable.
 *
 * @param pages size of the memory in pages of 64 KiB
 * @param globals bits of each mutable global, in the order of their indices
 * @param blocks the blocks of {@link Delta#BLOCK_BYTES} bytes that are not zero throughout, by
 *     number
 */
public record Snapshot(int pages, List<Long> globals, SortedMap<Integer, Bytes> blocks) {
  /**
   * Copies list and map.
   *
   * @throws IllegalArgumentException if no admitted module has such a memory or so many globals, a
   *     block lies outside the memory, is not of that size, or zero throughout
   */
  public Snapshot {
    globals = List.copyOf(globals);
    blocks = Collections.unmodifiableSortedMap(new TreeMap<>(blocks));
    Blocks.requireShape(pages, globals, blocks);
    Blocks.requireNoZeros(blocks);
  }

  /** The state hash, computed from all of it. */
  public Hash root() {
    return AgentState.of(this).root();
  }
}
