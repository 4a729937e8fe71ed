package souk.runtime.module;

import java.util.ArrayList;
import java.util.List;
import souk.runtime.module.Layout.Section;

/**
 * Guards {@code i32.store8}, {@code i64.store8} and {@code i64.store32} with an offset, for engines
 * that let address and offset wrap around there: Endive's interpreter, up to 1.1. Before such a
 * store a byte is read at the same place and dropped, which traps where the store should. Nothing
 * else changes, fuel and call depth included.
 */
public final class NarrowStores {
  private static final int PREAMBLE_BYTES = 8;
  private static final int I32_LOAD8_U = 0x2D;
  private static final int I32_STORE8 = 0x3A;
  private static final int I64_STORE8 = 0x3C;
  private static final int I64_STORE32 = 0x3E;
  private static final int DROP = 0x1A;

  private final byte[] module;
  private final int leastBodyBytes;
  private final List<Integer> parameters = new ArrayList<>();
  private final List<Integer> functions = new ArrayList<>();
  private int imported;

  private NarrowStores(byte[] module, int leastBodyBytes) {
    this.module = module;
    this.leastBodyBytes = leastBodyBytes;
  }

  /**
   * Guards the stores in a valid module.
   *
   * @param rewritten what {@link AdmittedModule#rewrite} gives; not changed
   * @param leastBodyBytes functions with less code, in bytes, stay as they are
   */
  public static byte[] guarded(byte[] rewritten, int leastBodyBytes) {
    return new NarrowStores(rewritten, leastBodyBytes).guarded();
  }

  private byte[] guarded() {
    var in = new ByteReader(module);
    in.skip(PREAMBLE_BYTES);
    var out = new ByteWriter().range(module, 0, PREAMBLE_BYTES);
    while (!in.atEnd()) {
      var start = in.position();
      var id = in.u8();
      var content = in.slice(in.index());
      switch (id) {
        case Section.TYPE -> readTypes(content);
        case Section.IMPORT -> readImports(content);
        case Section.FUNCTION -> readFunctions(content);
        default -> {}
      }
      if (id == Section.CODE) {
        out.section(id, code(content));
      } else {
        out.range(module, start, in.position());
      }
    }
    return out.toArray();
  }

  private void readTypes(ByteReader in) {
    for (var left = in.index(); left > 0; left--) {
      in.u8();
      var count = in.index();
      in.skip(count);
      in.skip(in.index());
      parameters.add(count);
    }
  }

  private void readImports(ByteReader in) {
    for (var left = in.index(); left > 0; left--) {
      in.skip(in.index());
      in.skip(in.index());
      switch (in.u8()) {
        case 0 -> functions.add(in.index());
        case 1 -> ImportReader.table(in);
        case 2 -> ImportReader.memory(in);
        default -> ImportReader.global(in);
      }
    }
    imported = functions.size();
  }

  private void readFunctions(ByteReader in) {
    for (var left = in.index(); left > 0; left--) {
      functions.add(in.index());
    }
  }

  private ByteWriter code(ByteReader in) {
    var count = in.index();
    var out = new ByteWriter().u32(count);
    for (var i = 0; i < count; i++) {
      var size = in.index();
      var from = in.position();
      var body = in.slice(size);
      out.sized(
          size < leastBodyBytes
              ? new ByteWriter().range(module, from, in.position())
              : body(body, parameters.get(functions.get(imported + i))));
    }
    return out;
  }

  private static ByteWriter body(ByteReader in, int parameters) {
    var out = new ByteWriter();
    var groups = in.index();
    out.u32(groups + 2);
    var from = in.position();
    var locals = parameters;
    for (var left = groups; left > 0; left--) {
      locals += in.index();
      in.u8();
    }
    in.copy(from, in.position(), out);
    out.u32(2).u8(ValueType.I32.code()).u32(1).u8(ValueType.I64.code());
    while (!in.atEnd()) {
      instruction(in, locals, out);
    }
    return out;
  }

  /** Copies an instruction, with the locals for an address, an i32 and an i64 given. */
  private static void instruction(ByteReader in, int address, ByteWriter out) {
    var start = in.position();
    var instruction = InstructionTable.read(in);
    switch (instruction.opcode()) {
      case I32_STORE8, I64_STORE8, I64_STORE32 -> {
        in.index();
        var offset = in.u32();
        if (offset > 0) {
          guard((int) offset, address, instruction.opcode() == I32_STORE8 ? 1 : 2, out);
        }
      }
      default -> Immediates.skip(instruction.immediate(), in);
    }
    in.copy(start, in.position(), out);
  }

  private static void guard(int offset, int address, int valuePlace, ByteWriter out) {
    var value = address + valuePlace;
    out.u8(Opcode.LOCAL_SET).u32(value).u8(Opcode.LOCAL_TEE).u32(address);
    out.u8(I32_LOAD8_U).u8(0).u32(offset).u8(DROP);
    out.u8(Opcode.LOCAL_GET).u32(address).u8(Opcode.LOCAL_GET).u32(value);
  }
}
