package souk.runtime.module;

/** The opcodes the rewriter knows by name; those behind the prefix byte start with {@code 0xFC}. */
final class Opcode {
  static final int UNREACHABLE = 0x00;
  static final int BLOCK = 0x02;
  static final int LOOP = 0x03;
  static final int IF = 0x04;
  static final int ELSE = 0x05;
  static final int END = 0x0B;
  static final int BR = 0x0C;
  static final int BR_IF = 0x0D;
  static final int BR_TABLE = 0x0E;
  static final int RETURN = 0x0F;
  static final int CALL_FUNCTION = 0x10;
  static final int CALL_TABLE = 0x11;
  static final int DROP = 0x1A;
  static final int SELECT = 0x1B;
  static final int TYPED_SELECT = 0x1C;
  static final int LOCAL_GET = 0x20;
  static final int LOCAL_SET = 0x21;
  static final int LOCAL_TEE = 0x22;
  static final int GLOBAL_GET = 0x23;
  static final int GLOBAL_SET = 0x24;
  static final int TABLE_SET = 0x26;
  static final int MEMORY_SIZE = 0x3F;
  static final int MEMORY_GROW = 0x40;
  static final int I32_CONST = 0x41;
  static final int I64_CONST = 0x42;
  static final int F32_CONST = 0x43;
  static final int F64_CONST = 0x44;
  static final int I32_EQ = 0x46;
  static final int I32_LT_S = 0x48;
  static final int I32_LE_U = 0x4D;
  static final int I32_NE = 0x47;
  static final int I64_LT_S = 0x53;
  static final int F32_EQ = 0x5B;
  static final int F64_EQ = 0x61;
  static final int I32_ADD = 0x6A;
  static final int I32_SUB = 0x6B;
  static final int I64_SUB = 0x7D;
  static final int I64_MUL = 0x7E;
  static final int I64_SHR_U = 0x88;
  static final int I32_WRAP_I64 = 0xA7;
  static final int I64_EXTEND_I32_U = 0xAD;
  static final int I32_REINTERPRET_F32 = 0xBC;
  static final int I64_REINTERPRET_F64 = 0xBD;
  static final int F32_REINTERPRET_I32 = 0xBE;
  static final int F64_REINTERPRET_I64 = 0xBF;
  static final int REF_NULL = 0xD0;
  static final int REF_FUNC = 0xD2;
  static final int MEMORY_INIT = 0xFC08;
  static final int DATA_DROP = 0xFC09;
  static final int MEMORY_COPY = 0xFC0A;
  static final int MEMORY_FILL = 0xFC0B;
  static final int TABLE_INIT = 0xFC0C;
  static final int ELEM_DROP = 0xFC0D;
  static final int TABLE_COPY = 0xFC0E;
  static final int TABLE_GROW = 0xFC0F;
  static final int TABLE_SIZE = 0xFC10;
  static final int TABLE_FILL = 0xFC11;

  private Opcode() {}

  /** Whether an instruction changes what is not part of an agent's state: tables and segments. */
  static boolean changesFixtures(int opcode) {
    return switch (opcode) {
      case TABLE_SET, TABLE_GROW, TABLE_FILL, TABLE_COPY, TABLE_INIT, ELEM_DROP, DATA_DROP -> true;
      default -> false;
    };
  }
}
