package souk.runtime.state;

import java.util.List;
import java.util.SortedMap;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Machine;

/** The blocks a memory is divided into, and what a state of an admitted module can be. */
final class Blocks {
  static final int BYTES = 4_096;
  static final int PER_PAGE = Machine.PAGE_BYTES / BYTES;

  /** Most globals of an admitted module. */
  static final int MAX_GLOBALS = 1_000;

  static final Bytes ZERO = Bytes.of(new byte[BYTES]);

  private Blocks() {}

  static void requireShape(int pages, List<Long> globals, SortedMap<Integer, Bytes> blocks) {
    requirePages(pages);
    requireGlobals(globals.size());
    if (!blocks.isEmpty()) {
      requireInside(blocks.firstKey(), pages);
      requireInside(blocks.lastKey(), pages);
    }
    blocks.forEach(Blocks::requireWhole);
  }

  static void requirePages(int pages) {
    if (pages < 0 || pages > Machine.MAX_MEMORY_PAGES) {
      throw new IllegalArgumentException(
          "a memory has 0..%d pages, not %d".formatted(Machine.MAX_MEMORY_PAGES, pages));
    }
  }

  static void requireGlobals(int count) {
    if (count < 0 || count > MAX_GLOBALS) {
      throw new IllegalArgumentException(
          "a module has 0..%d globals, not %d".formatted(MAX_GLOBALS, count));
    }
  }

  static void requireInside(int block, int pages) {
    if (block < 0 || block >= pages * PER_PAGE) {
      throw new IllegalArgumentException(
          "block %d lies outside a memory of %d pages".formatted(block, pages));
    }
  }

  private static void requireWhole(int block, Bytes content) {
    if (content.size() != BYTES) {
      throw new IllegalArgumentException(
          "a block has %d bytes; block %d has %d".formatted(BYTES, block, content.size()));
    }
  }

  static void requireNoZeros(SortedMap<Integer, Bytes> blocks) {
    blocks.forEach(
        (block, content) -> {
          if (content.equals(ZERO)) {
            throw new IllegalArgumentException(
                "block %d is zero throughout; a snapshot leaves it out".formatted(block));
          }
        });
  }
}
