package souk.runtime.module;

import org.jspecify.annotations.Nullable;

/**
 * An instruction the machine admits: WebAssembly 1.0 with sign extension, saturating conversions,
 * bulk memory, reference types and multiple values.
 *
 * @param opcode its byte, or {@code 0xFC00} and the number behind the prefix {@code 0xFC}
 * @param immediate what follows the opcode
 * @param weight its fuel
 * @param stackChange values it leaves less values it takes; calls and blocks are counted by type
 */
record Instruction(int opcode, Immediate immediate, Weight weight, int stackChange) {
  /** The float type whose arithmetic this is, and whose NaN may differ between machines. */
  @Nullable ValueType arithmetic() {
    if (isIn(opcode, 0x8D, 0x97) || opcode == 0xB6) {
      return ValueType.F32;
    }
    return isIn(opcode, 0x9B, 0xA5) || opcode == 0xBB ? ValueType.F64 : null;
  }

  /** Whether it takes floats and lets nothing of a NaN's bits through. */
  boolean hidesNanBits() {
    return arithmetic() != null
        || opcode == Opcode.DROP
        || isIn(opcode, 0x5B, 0x66)
        || isIn(opcode, 0xA8, 0xAB)
        || isIn(opcode, 0xAE, 0xB1)
        || isIn(opcode, 0xFC00, 0xFC07);
  }

  /** Whether it is {@code abs} or {@code neg}. */
  boolean changesSign() {
    return isIn(opcode, 0x8B, 0x8C) || isIn(opcode, 0x99, 0x9A);
  }

  /** Whether it is {@code copysign}. */
  boolean copiesSign() {
    return opcode == 0x98 || opcode == 0xA6;
  }

  /** Values it leaves; not for calls and blocks. */
  int results() {
    return switch (opcode) {
      case 0x01, Opcode.DROP, Opcode.GLOBAL_SET, 0x26 -> 0;
      case 0xFC08, 0xFC09, 0xFC0A, 0xFC0B, 0xFC0C, 0xFC0D, 0xFC0E, 0xFC11 -> 0;
      default -> isIn(opcode, 0x36, 0x3E) ? 0 : 1;
    };
  }

  /** Values it takes; not for calls and blocks. */
  int operands() {
    return results() - stackChange;
  }

  /** About how many instructions the rewriter writes for it, as admission counts them. */
  int size() {
    return switch (weight) {
      case GROW -> 40;
      case CALL, CALL_INDIRECT, BULK -> 10;
      default -> arithmetic() == null ? 1 : 10;
    };
  }

  private static boolean isIn(int opcode, int first, int last) {
    return opcode >= first && opcode <= last;
  }
}
