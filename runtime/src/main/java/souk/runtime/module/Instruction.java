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

  /** Whether the plain opcode takes floats and lets nothing of a NaN's bits through. */
  static boolean hidesNanBits(int opcode) {
    return isIn(opcode, 0x5B, 0x66)
        || isIn(opcode, 0x8D, 0x97)
        || isIn(opcode, 0x9B, 0xA5)
        || opcode == 0xB6
        || opcode == 0xBB;
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
