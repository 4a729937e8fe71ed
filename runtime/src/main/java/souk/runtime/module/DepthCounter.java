package souk.runtime.module;

/** Writes the counting of call depth: every frame takes units of the global and gives them back. */
final class DepthCounter {
  /** What the global holds when the host had no memory where the machine has some. */
  static final int WITHOUT_MEMORY = Integer.MIN_VALUE;

  private static final int STOPPED = -1;
  private static final int FRAME_UNITS = 16;

  private final int global;
  private final int units;

  DepthCounter(int global, int units) {
    this.global = global;
    this.units = units;
  }

  /** Units of a frame: a fixed part, its parameters and locals, and its highest operand stack. */
  static int units(int locals, int operands) {
    return FRAME_UNITS + locals + operands;
  }

  void enter(ByteWriter out) {
    add(out, Opcode.I32_SUB);
    out.u8(Opcode.GLOBAL_GET).u32(global);
    out.u8(Opcode.I32_CONST).signed(0).u8(Opcode.I32_LT_S);
    out.u8(Opcode.IF).u8(ValueType.EMPTY_BLOCK).u8(Opcode.UNREACHABLE).u8(Opcode.END);
  }

  void leave(ByteWriter out) {
    add(out, Opcode.I32_ADD);
  }

  /** Makes the depth negative, which tells a stop of the module's own from any other trap. */
  static void mark(ByteWriter out, int global) {
    mark(out, global, STOPPED);
  }

  static void mark(ByteWriter out, int global, int reason) {
    out.u8(Opcode.I32_CONST).signed(reason).u8(Opcode.GLOBAL_SET).u32(global);
  }

  private void add(ByteWriter out, int operation) {
    out.u8(Opcode.GLOBAL_GET).u32(global);
    out.u8(Opcode.I32_CONST).signed(units).u8(operation);
    out.u8(Opcode.GLOBAL_SET).u32(global);
  }
}
