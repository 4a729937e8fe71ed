package souk.runtime.module;

/** Gives a module another memory to begin with. */
public final class InitialMemory {
  private static final int HEADER_BYTES = 8;
  private static final int MEMORY = 5;
  private static final int DATA = 11;
  private static final int DATA_COUNT = 12;
  private static final int I32_CONST = 0x41;
  private static final int END = 0x0B;
  private static final int PAGE_BYTES = 65_536;

  /** Zeroes between two segments, at least: a module has 10,000 segments at most. */
  private static final int GAP_BYTES = 128;

  private InitialMemory() {}

  /**
   * The same module, whose memory begins as that one. It has to have one memory, and no segments of
   * data but those that fill it.
   *
   * @param module valid; not changed
   * @param memory whole pages of 64 KiB; not kept
   */
  public static byte[] of(byte[] module, byte[] memory) {
    var segments = new ByteWriter();
    var count = addSegments(memory, segments);
    var written = new ByteWriter().range(module, 0, HEADER_BYTES);
    var reader = new ByteReader(module);
    reader.skip(HEADER_BYTES);
    while (!reader.atEnd()) {
      var id = reader.u8();
      var size = (int) reader.u32();
      var start = reader.position();
      reader.skip(size);
      var content =
          switch (id) {
            case MEMORY -> new ByteWriter().u32(1).u8(0).u32(memory.length / PAGE_BYTES);
            case DATA_COUNT -> new ByteWriter().u32(count);
            case DATA -> new ByteWriter().u32(count).append(segments);
            default -> new ByteWriter().range(module, start, start + size);
          };
      written.u8(id).u32(content.size()).append(content);
    }
    return written.toArray();
  }

  /** Adds a segment for each range that is not zero; tells how many there are. */
  private static int addSegments(byte[] memory, ByteWriter segments) {
    var count = 0;
    for (var start = nextSet(memory, 0); start < memory.length; count++) {
      var end = start + 1;
      var next = nextSet(memory, end);
      while (next < memory.length && next - end < GAP_BYTES) {
        end = next + 1;
        next = nextSet(memory, end);
      }
      segments.u8(0).u8(I32_CONST).signed(start).u8(END).u32(end - start);
      segments.range(memory, start, end);
      start = next;
    }
    return count;
  }

  private static int nextSet(byte[] memory, int from) {
    var at = from;
    while (at < memory.length && memory[at] == 0) {
      at++;
    }
    return at;
  }
}
