package souk.runtime.state;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import souk.runtime.machine.Bytes;

/**
 * A copy of a memory as the last turn left it, to find what the next one changes: comparing costs
 * the guest nothing while it runs. Not safe for use by several threads at once.
 */
public final class Baseline {
  private byte[] before;

  private Baseline(byte[] before) {
    this.before = before;
  }

  /** The memory before the first turn: all zero. */
  public static Baseline empty() {
    return new Baseline(new byte[0]);
  }

  /** The memory of a snapshot. */
  public static Baseline of(Snapshot snapshot) {
    var before = new byte[snapshot.pages() * Blocks.PER_PAGE * Blocks.BYTES];
    snapshot
        .blocks()
        .forEach((block, content) -> content.copyTo(0, before, block * Blocks.BYTES, Blocks.BYTES));
    return new Baseline(before);
  }

  /** A copy of the memory. */
  public byte[] memory() {
    return before.clone();
  }

  /**
   * What a turn changed since the last call.
   *
   * @param memory the memory after it, which may be followed by other bytes; not kept
   * @param pages its size in pages of 64 KiB, not less than before
   * @param globals bits of each mutable global after it
   */
  public Delta changes(byte[] memory, int pages, List<Long> globals) {
    var size = pages * Blocks.PER_PAGE * Blocks.BYTES;
    before = before.length == size ? before : Arrays.copyOf(before, size);
    var blocks = new TreeMap<Integer, Bytes>();
    for (var from = 0; from < size; ) {
      var at = Arrays.mismatch(memory, from, size, before, from, size);
      if (at < 0) {
        break;
      }
      var block = (from + at) / Blocks.BYTES;
      blocks.put(block, Bytes.of(memory, block * Blocks.BYTES, Blocks.BYTES));
      from = (block + 1) * Blocks.BYTES;
    }
    blocks.forEach(
        (block, content) -> content.copyTo(0, before, block * Blocks.BYTES, Blocks.BYTES));
    return new Delta(pages, globals, blocks);
  }
}
