package souk.runtime.module;

import static souk.runtime.module.ByteReader.malformed;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import souk.runtime.module.Layout.Range;
import souk.runtime.module.Layout.Table;

/**
 * Reads the initial content of globals, tables and memory. Every offset of a job must be a constant
 * that keeps the content inside, so that setting a module up never fails.
 */
final class SegmentReader {
  private static final long PAGE_BYTES = 65_536;

  private final ByteReader in;
  private final Rules rules;
  private int allElements;

  SegmentReader(ByteReader in, Rules rules) {
    this.in = in;
    this.rules = rules;
  }

  /** Reads the global section and returns what it declares. */
  List<Layout.Global> globals() {
    var globals = new ArrayList<Layout.Global>();
    for (var left = in.count(Sizes.GLOBALS, "globals"); left > 0; left--) {
      globals.add(ImportReader.global(in));
      constant();
    }
    return globals;
  }

  /** Reads the element section. */
  void elements(List<Table> tables) {
    for (var left = in.count(Sizes.SEGMENTS, "element segments"); left > 0; left--) {
      elementSegment(tables);
    }
  }

  private void elementSegment(List<Table> tables) {
    var flags = in.index();
    if (flags > 7) {
      throw malformed("an element segment has unknown flags");
    }
    var active = (flags & 1) == 0;
    var explicit = (flags & 2) != 0;
    var table = active && explicit ? in.index() : 0;
    var offset = active ? constant() : OptionalLong.empty();
    if (flags % 4 != 0) {
      in.u8();
    }
    var count = in.count(Sizes.SEGMENT_ELEMENTS, "elements in one segment");
    allElements += count;
    if (allElements > Sizes.ALL_ELEMENTS) {
      throw new InadmissibleModuleException(
          "the module's segments have more than %d elements together"
              .formatted(Sizes.ALL_ELEMENTS));
    }
    for (var i = 0; i < count; i++) {
      element((flags & 4) != 0);
    }
    if (active) {
      if (table >= tables.size()) {
        throw malformed("an element segment is for a table that is not there");
      }
      requireInside(
          offset,
          count,
          tables.get(table).size().least(),
          "an element segment lies outside its table");
    }
  }

  private void element(boolean expression) {
    if (expression) {
      constant();
    } else {
      in.index();
    }
  }

  /** Reads the data section. */
  void data(List<Range> memories) {
    var memoryBytes = memories.isEmpty() ? 0 : memories.getFirst().least() * PAGE_BYTES;
    for (var left = in.count(Sizes.SEGMENTS, "data segments"); left > 0; left--) {
      var flags = in.index();
      if (flags > 2) {
        throw malformed("a data segment has unknown flags");
      }
      if (flags == 2 && in.index() != 0) {
        throw malformed("a data segment is for a memory that is not there");
      }
      var active = flags != 1;
      var offset = active ? constant() : OptionalLong.empty();
      var size = in.count(Sizes.MODULE_BYTES, "bytes in one data segment");
      in.skip(size);
      if (active) {
        requireInside(offset, size, memoryBytes, "a data segment lies outside the initial memory");
      }
    }
  }

  private void requireInside(OptionalLong offset, int count, long size, String complaint) {
    var from = offset.orElseThrow(() -> malformed("an offset is not an i32 constant"));
    if ((from & 0xFFFF_FFFFL) + count > size) {
      rules.reachesOutside(complaint);
    }
  }

  /** Reads an initial value: what it is if it is an i32, 0 if rules let it be computed. */
  private OptionalLong constant() {
    var instruction = InstructionTable.read(in);
    var value = OptionalLong.empty();
    switch (instruction.opcode()) {
      case Opcode.I32_CONST -> value = OptionalLong.of(in.signed(32));
      case Opcode.I64_CONST, Opcode.F32_CONST, Opcode.F64_CONST, Opcode.REF_NULL, Opcode.REF_FUNC ->
          Immediates.skip(instruction.immediate(), in);
      default -> {
        rules.computes(instruction.opcode(), in);
        value = OptionalLong.of(0);
      }
    }
    if (in.u8() != Opcode.END) {
      throw new InadmissibleModuleException(
          "an initial value is computed: the machine admits plain constants");
    }
    return value;
  }
}
