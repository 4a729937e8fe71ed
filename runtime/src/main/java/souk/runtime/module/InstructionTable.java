package souk.runtime.module;

import static souk.runtime.module.Immediate.BLOCK_TYPE;
import static souk.runtime.module.Immediate.BRANCH_TARGETS;
import static souk.runtime.module.Immediate.FLOAT32;
import static souk.runtime.module.Immediate.FLOAT64;
import static souk.runtime.module.Immediate.INDEX;
import static souk.runtime.module.Immediate.INT32;
import static souk.runtime.module.Immediate.INT64;
import static souk.runtime.module.Immediate.MEMORY;
import static souk.runtime.module.Immediate.MEMORY_ACCESS;
import static souk.runtime.module.Immediate.NONE;
import static souk.runtime.module.Immediate.REFERENCE_TYPE;
import static souk.runtime.module.Immediate.SEGMENT_AND_MEMORY;
import static souk.runtime.module.Immediate.TWO_INDICES;
import static souk.runtime.module.Immediate.TWO_MEMORIES;
import static souk.runtime.module.Immediate.VALUE_TYPES;
import static souk.runtime.module.Weight.BRANCH;
import static souk.runtime.module.Weight.BULK;
import static souk.runtime.module.Weight.CALL;
import static souk.runtime.module.Weight.CALL_INDIRECT;
import static souk.runtime.module.Weight.CONVERT;
import static souk.runtime.module.Weight.CONVERT_UNSIGNED_LONG;
import static souk.runtime.module.Weight.COUNT_BITS;
import static souk.runtime.module.Weight.DIVIDE;
import static souk.runtime.module.Weight.FLOAT;
import static souk.runtime.module.Weight.GLOBAL;
import static souk.runtime.module.Weight.GROW;
import static souk.runtime.module.Weight.LOAD_STORE;
import static souk.runtime.module.Weight.ROOT;
import static souk.runtime.module.Weight.ROUND;
import static souk.runtime.module.Weight.SIMPLE;
import static souk.runtime.module.Weight.STRUCTURE;
import static souk.runtime.module.Weight.TABLE_ACCESS;
import static souk.runtime.module.Weight.TRUNCATE;

import org.jspecify.annotations.Nullable;

/** Every instruction the machine admits, with its weight: the table of version 2. */
final class InstructionTable {
  private static final int PREFIX = 0xFC;
  private static final int PREFIXED = PREFIX << 8;
  private static final @Nullable Instruction[] PLAIN = new @Nullable Instruction[256];
  private static final @Nullable Instruction[] PREFIXED_BY_NUMBER = new @Nullable Instruction[18];

  static {
    defineControl();
    defineVariables();
    defineMemory();
    defineIntegers();
    defineFloats();
    defineConversions();
    definePrefixed();
  }

  private InstructionTable() {}

  private static void defineControl() {
    define(0x00, 0x01, NONE, STRUCTURE, 0);
    define(0x02, 0x03, BLOCK_TYPE, STRUCTURE, 0);
    define(0x04, 0x04, BLOCK_TYPE, BRANCH, -1);
    define(0x05, 0x05, NONE, STRUCTURE, 0);
    define(0x0B, 0x0B, NONE, STRUCTURE, 0);
    define(0x0C, 0x0C, INDEX, BRANCH, 0);
    define(0x0D, 0x0D, INDEX, BRANCH, -1);
    define(0x0E, 0x0E, BRANCH_TARGETS, Weight.BRANCH_TABLE, -1);
    define(0x0F, 0x0F, NONE, BRANCH, 0);
    define(0x10, 0x10, INDEX, CALL, 0);
    define(0x11, 0x11, TWO_INDICES, CALL_INDIRECT, -1);
  }

  private static void defineVariables() {
    define(0x1A, 0x1A, NONE, SIMPLE, -1);
    define(0x1B, 0x1B, NONE, SIMPLE, -2);
    define(0x1C, 0x1C, VALUE_TYPES, SIMPLE, -2);
    define(0x20, 0x20, INDEX, SIMPLE, 1);
    define(0x21, 0x21, INDEX, SIMPLE, -1);
    define(0x22, 0x22, INDEX, SIMPLE, 0);
    define(0x23, 0x23, INDEX, GLOBAL, 1);
    define(0x24, 0x24, INDEX, GLOBAL, -1);
    define(0x25, 0x25, INDEX, TABLE_ACCESS, 0);
    define(0x26, 0x26, INDEX, TABLE_ACCESS, -2);
    define(0xD0, 0xD0, REFERENCE_TYPE, SIMPLE, 1);
    define(0xD1, 0xD1, NONE, SIMPLE, 0);
    define(0xD2, 0xD2, INDEX, SIMPLE, 1);
  }

  private static void defineMemory() {
    define(0x28, 0x35, MEMORY_ACCESS, LOAD_STORE, 0);
    define(0x36, 0x3E, MEMORY_ACCESS, LOAD_STORE, -2);
    define(0x3F, 0x3F, MEMORY, GLOBAL, 1);
    define(0x40, 0x40, MEMORY, GROW, 0);
  }

  private static void defineIntegers() {
    define(0x41, 0x41, INT32, SIMPLE, 1);
    define(0x42, 0x42, INT64, SIMPLE, 1);
    define(0x45, 0x45, NONE, SIMPLE, 0);
    define(0x46, 0x4F, NONE, SIMPLE, -1);
    define(0x50, 0x50, NONE, SIMPLE, 0);
    define(0x51, 0x5A, NONE, SIMPLE, -1);
    define(0x67, 0x69, NONE, COUNT_BITS, 0);
    define(0x6A, 0x6C, NONE, SIMPLE, -1);
    define(0x6D, 0x70, NONE, DIVIDE, -1);
    define(0x71, 0x78, NONE, SIMPLE, -1);
    define(0x79, 0x7B, NONE, COUNT_BITS, 0);
    define(0x7C, 0x7E, NONE, SIMPLE, -1);
    define(0x7F, 0x82, NONE, DIVIDE, -1);
    define(0x83, 0x8A, NONE, SIMPLE, -1);
    define(0xC0, 0xC4, NONE, SIMPLE, 0);
  }

  private static void defineFloats() {
    define(0x43, 0x43, FLOAT32, SIMPLE, 1);
    define(0x44, 0x44, FLOAT64, SIMPLE, 1);
    define(0x5B, 0x66, NONE, FLOAT, -1);
    defineFloat(0x8B);
    defineFloat(0x99);
  }

  /** The fourteen operations of one float type, from {@code abs} to {@code copysign}. */
  private static void defineFloat(int first) {
    define(first, first + 1, NONE, SIMPLE, 0);
    define(first + 2, first + 5, NONE, ROUND, 0);
    define(first + 6, first + 6, NONE, ROOT, 0);
    define(first + 7, first + 9, NONE, FLOAT, -1);
    define(first + 10, first + 10, NONE, DIVIDE, -1);
    define(first + 11, first + 12, NONE, FLOAT, -1);
    define(first + 13, first + 13, NONE, ROUND, -1);
  }

  private static void defineConversions() {
    define(0xA7, 0xA7, NONE, SIMPLE, 0);
    define(0xA8, 0xAB, NONE, TRUNCATE, 0);
    define(0xAC, 0xAD, NONE, SIMPLE, 0);
    defineLongTruncations(0xAE);
    defineConversionsTo(0xB2);
    defineConversionsTo(0xB7);
    define(0xBC, 0xBF, NONE, SIMPLE, 0);
  }

  /** From two float types to signed and unsigned 64 bits. */
  private static void defineLongTruncations(int first) {
    for (var opcode = first; opcode < first + 4; opcode += 2) {
      define(opcode, opcode, NONE, TRUNCATE, 0);
      define(opcode + 1, opcode + 1, NONE, CONVERT_UNSIGNED_LONG, 0);
    }
  }

  /** To one float type, from signed and unsigned 32 and 64 bits and from the other. */
  private static void defineConversionsTo(int first) {
    define(first, first + 2, NONE, CONVERT, 0);
    define(first + 3, first + 3, NONE, CONVERT_UNSIGNED_LONG, 0);
    define(first + 4, first + 4, NONE, CONVERT, 0);
  }

  private static void definePrefixed() {
    define(0xFC00, 0xFC03, NONE, TRUNCATE, 0);
    defineLongTruncations(0xFC04);
    define(0xFC08, 0xFC08, SEGMENT_AND_MEMORY, BULK, -3);
    define(0xFC09, 0xFC09, INDEX, GLOBAL, 0);
    define(0xFC0A, 0xFC0A, TWO_MEMORIES, BULK, -3);
    define(0xFC0B, 0xFC0B, MEMORY, BULK, -3);
    define(0xFC0C, 0xFC0C, TWO_INDICES, BULK, -3);
    define(0xFC0D, 0xFC0D, INDEX, GLOBAL, 0);
    define(0xFC0E, 0xFC0E, TWO_INDICES, BULK, -3);
    define(0xFC0F, 0xFC0F, INDEX, GROW, -1);
    define(0xFC10, 0xFC10, INDEX, GLOBAL, 1);
    define(0xFC11, 0xFC11, INDEX, BULK, -3);
  }

  private static void define(
      int first, int last, Immediate immediate, Weight weight, int stackChange) {
    for (var opcode = first; opcode <= last; opcode++) {
      var instruction = new Instruction(opcode, immediate, weight, stackChange);
      if (opcode >= PREFIXED) {
        PREFIXED_BY_NUMBER[opcode - PREFIXED] = instruction;
      } else {
        PLAIN[opcode] = instruction;
      }
    }
  }

  /**
   * Reads an opcode.
   *
   * @throws InadmissibleModuleException if the machine does not admit it
   */
  static Instruction read(ByteReader in) {
    var first = in.u8();
    if (first != PREFIX) {
      return admitted(PLAIN[first], first);
    }
    var second = in.index();
    return admitted(
        second < PREFIXED_BY_NUMBER.length ? PREFIXED_BY_NUMBER[second] : null, PREFIXED);
  }

  private static Instruction admitted(@Nullable Instruction instruction, int opcode) {
    if (instruction == null) {
      throw new InadmissibleModuleException(
          "the module uses %s, which the machine does not admit".formatted(family(opcode)));
    }
    return instruction;
  }

  private static String family(int opcode) {
    return switch (opcode) {
      case 0x06, 0x07, 0x08, 0x09, 0x0A, 0x18, 0x19, 0x1F -> "exceptions";
      case 0x12, 0x13, 0x15 -> "tail calls";
      case 0x14, 0xD3, 0xD4, 0xD5, 0xD6, 0xFB -> "typed references or garbage collection";
      case 0xFD -> "SIMD";
      case 0xFE -> "threads (atomic instructions)";
      default -> "an unknown instruction (0x%02x)".formatted(opcode);
    };
  }
}
