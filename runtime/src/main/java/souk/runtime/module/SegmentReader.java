package souk.runtime.module;

import static souk.runtime.module.ByteReader.malformed;

import java.util.List;
import java.util.OptionalLong;
import souk.runtime.module.Layout.Table;

/**
 * Reads the initial content of globals, tables and memory. Every offset must be a constant that
 * keeps the content inside, so that setting a module up never fails.
 */
final class SegmentReader {
  private static final long PAGE_BYTES = 65_536;

  private SegmentReader() {}

  /** Reads the global section and returns how many globals there are. */
  static int globals(ByteReader in) {
    var count = in.count(Sizes.GLOBALS, "globals");
    for (var i = 0; i < count; i++) {
      ValueType.of(in.u8());
      if (in.u8() > 1) {
        throw malformed("a global is neither constant nor mutable");
      }
      constant(in);
    }
    return count;
  }

  /** Reads the element section. */
  static void elements(ByteReader in, List<Table> tables) {
    for (var left = in.count(Sizes.SEGMENTS, "element segments"); left > 0; left--) {
      elementSegment(in, tables);
    }
  }

  private static void elementSegment(ByteReader in, List<Table> tables) {
    var flags = in.index();
    if (flags > 7) {
      throw malformed("an element segment has unknown flags");
    }
    var active = (flags & 1) == 0;
    var explicit = (flags & 2) != 0;
    var table = active && explicit ? in.index() : 0;
    var offset = active ? unsignedOffset(in) : 0;
    if (flags % 4 != 0) {
      in.u8();
    }
    var count = in.count(Sizes.SEGMENT_ELEMENTS, "elements in one segment");
    for (var i = 0; i < count; i++) {
      element(in, (flags & 4) != 0);
    }
    if (active) {
      requireInside(tables, table, offset + count);
    }
  }

  private static void element(ByteReader in, boolean expression) {
    if (expression) {
      constant(in);
    } else {
      in.index();
    }
  }

  private static void requireInside(List<Table> tables, int table, long end) {
    if (table >= tables.size()) {
      throw malformed("an element segment is for a table that is not there");
    }
    if (end > tables.get(table).size().least()) {
      throw new InadmissibleModuleException("an element segment lies outside its table");
    }
  }

  /** Reads the data section. */
  static void data(ByteReader in, long memoryPages) {
    for (var left = in.count(Sizes.SEGMENTS, "data segments"); left > 0; left--) {
      var flags = in.index();
      if (flags > 2) {
        throw malformed("a data segment has unknown flags");
      }
      if (flags == 2 && in.index() != 0) {
        throw malformed("a data segment is for a memory that is not there");
      }
      var active = flags != 1;
      var offset = active ? unsignedOffset(in) : 0;
      var size = in.count(Sizes.MODULE_BYTES, "bytes in one data segment");
      in.skip(size);
      if (active && offset + size > memoryPages * PAGE_BYTES) {
        throw new InadmissibleModuleException("a data segment lies outside the initial memory");
      }
    }
  }

  private static long unsignedOffset(ByteReader in) {
    return constant(in).orElseThrow(() -> malformed("an offset is not an i32 constant"))
        & 0xFFFF_FFFFL;
  }

  /** Reads a constant expression; its value, if it is an i32. */
  private static OptionalLong constant(ByteReader in) {
    var instruction = InstructionTable.read(in);
    var value = OptionalLong.empty();
    switch (instruction.opcode()) {
      case Opcode.I32_CONST -> value = OptionalLong.of(in.signed(32));
      case Opcode.I64_CONST, Opcode.F32_CONST, Opcode.F64_CONST, Opcode.REF_NULL, Opcode.REF_FUNC ->
          Immediates.skip(instruction.immediate(), in);
      default ->
          throw new InadmissibleModuleException(
              "an initial value is computed (0x%02x): the machine admits plain constants"
                  .formatted(instruction.opcode()));
    }
    if (in.u8() != Opcode.END) {
      throw new InadmissibleModuleException(
          "an initial value is computed: the machine admits plain constants");
    }
    return value;
  }
}
