package souk.runtime.state;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import souk.runtime.machine.Bytes;

/**
 * What a turn changed in an agent's state; {@code docs/agent-abi.md}, "State". Immutable.
 *
 * @param pages size of the memory afterwards, in pages of 64 KiB
 * @param globals bits of each mutable global afterwards, in the order of their indices
 * @param blocks the blocks of {@link #BLOCK_BYTES} bytes that differ from before, by number
 */
public record Delta(int pages, List<Long> globals, SortedMap<Integer, Bytes> blocks) {
  /** Bytes in a block of memory. */
  public static final int BLOCK_BYTES = Blocks.BYTES;

  /**
   * Copies list and map.
   *
   * @throws IllegalArgumentException if no admitted module has such a memory or so many globals, a
   *     block lies outside the memory, or is not of that size
   */
  public Delta {
    globals = List.copyOf(globals);
    blocks = Collections.unmodifiableSortedMap(new TreeMap<>(blocks));
    Blocks.requireShape(pages, globals, blocks);
  }
}
