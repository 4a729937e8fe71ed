package souk.runtime.module;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import souk.runtime.machine.Bytes;

/** Modules as big as admission lets them be, each in another way, that then do next to nothing. */
public final class Bombs {
  private static final byte[] PREAMBLE = {0, 'a', 's', 'm', 1, 0, 0, 0};
  private static final int I32 = 0x7F;
  private static final int F64 = 0x7C;
  private static final int BR_TABLE = 0x0E;
  private static final int DROP = 0x1A;
  private static final int F64_SQRT = 0x9F;
  private static final int SLACK = 64;

  private Bombs() {}

  /** Those that are admitted, by what they have most of; made when asked for. */
  public static Map<String, Supplier<Bytes>> admitted() {
    var bombs = new LinkedHashMap<String, Supplier<Bytes>>();
    bombs.put("functions", () -> full(Sizes.FUNCTIONS - 1, Bombs::sums));
    bombs.put("instructions", () -> full(500, Bombs::sums));
    bombs.put("code in one function", () -> full(1, Bombs::sums));
    bombs.put("calls", () -> repeated(500, Sizes.INSTRUCTIONS / 5_010, Bombs::calls));
    bombs.put("calls in one function", () -> repeated(1, 40_000, Bombs::calls));
    bombs.put("float arithmetic", () -> repeated(500, Sizes.INSTRUCTIONS / 6_510, Bombs::roots));
    bombs.put("growth", () -> repeated(500, Sizes.INSTRUCTIONS / 21_010, Bombs::growth));
    bombs.put("nesting", () -> full(300, Bombs::nests));
    bombs.put("branch targets", () -> full(200, Bombs::branches));
    bombs.put("locals", () -> locals(Sizes.ALL_LOCALS / Sizes.LOCALS));
    bombs.put("parameters", Bombs::parameters);
    bombs.put("types of indirect calls", Bombs::indirectCalls);
    bombs.put("tables", Bombs::tables);
    bombs.put("elements", () -> elements(Sizes.ALL_ELEMENTS / Sizes.SEGMENT_ELEMENTS, true));
    bombs.put("data segments", Bombs::dataSegments);
    bombs.put("data", Bombs::data);
    return bombs;
  }

  /** Those that are refused. */
  public static Map<String, Supplier<Bytes>> refused() {
    var bombs = new LinkedHashMap<String, Supplier<Bytes>>();
    bombs.put("calls", () -> full(500, Bombs::calls));
    bombs.put("float arithmetic", () -> full(500, Bombs::roots));
    bombs.put("locals", () -> locals(Sizes.FUNCTIONS - 1));
    bombs.put("elements", () -> elements(80, false));
    return bombs;
  }

  /** The sections of a module around what is asked for. */
  private static final class Draft {
    private final ByteWriter types = new ByteWriter();
    private final ByteWriter functions = new ByteWriter();
    private final ByteWriter tables = new ByteWriter();
    private final ByteWriter elements = new ByteWriter();
    private final ByteWriter bodies = new ByteWriter();
    private final ByteWriter data = new ByteWriter();
    private int typeCount;
    private int functionCount;
    private int tableCount;
    private int elementCount;
    private int dataCount;

    Draft() {
      type(0);
      function(0, new ByteWriter().u32(0).u8(Opcode.END));
    }

    int type(int parameters) {
      types.u8(0x60).u32(parameters);
      for (var i = 0; i < parameters; i++) {
        types.u8(I32);
      }
      types.u32(0);
      return typeCount++;
    }

    void function(int type, ByteWriter body) {
      functions.u32(type);
      bodies.sized(body);
      functionCount++;
    }

    void table() {
      tables.u8(ValueType.FUNCTION.code()).u8(1);
      tables.u32(Sizes.TABLE_ELEMENTS).u32(Sizes.TABLE_ELEMENTS);
      tableCount++;
    }

    void elements(int count, boolean expressions) {
      elements.u32(expressions ? 4 : 0).u8(Opcode.I32_CONST).signed(0).u8(Opcode.END).u32(count);
      for (var i = 0; i < count; i++) {
        if (expressions) {
          elements.u8(Opcode.REF_FUNC).u32(0).u8(Opcode.END);
        } else {
          elements.u32(0);
        }
      }
      elementCount++;
    }

    void data(int size) {
      data.u32(0).u8(Opcode.I32_CONST).signed(0).u8(Opcode.END).u32(size).bytes(new byte[size]);
      dataCount++;
    }

    Bytes module() {
      var out = new ByteWriter().bytes(PREAMBLE);
      section(out, Layout.Section.TYPE, typeCount, types);
      section(out, Layout.Section.FUNCTION, functionCount, functions);
      section(out, Layout.Section.TABLE, tableCount, tables);
      section(out, Layout.Section.MEMORY, 1, new ByteWriter().u8(0).u32(256));
      section(out, Layout.Section.EXPORT, 1, start());
      section(out, Layout.Section.ELEMENT, elementCount, elements);
      section(out, Layout.Section.CODE, functionCount, bodies);
      section(out, Layout.Section.DATA, dataCount, data);
      return Bytes.of(out.toArray());
    }

    private static ByteWriter start() {
      var name = Bytes.utf8("_start").toArray();
      return new ByteWriter().u32(name.length).bytes(name).u8(0).u32(0);
    }

    private static void section(ByteWriter out, int id, int count, ByteWriter content) {
      if (count > 0) {
        out.section(id, new ByteWriter().u32(count).append(content));
      }
    }
  }

  /** Functions that share the code a module may have, each filled with pieces of the same kind. */
  private static Bytes full(int count, Consumer<ByteWriter> piece) {
    var draft = new Draft();
    var size = Math.min(Sizes.BODY_BYTES, Sizes.CODE_BYTES / count - 4) - SLACK;
    for (var i = 0; i < count; i++) {
      draft.function(0, filled(Math.max(size, 8), piece));
    }
    return draft.module();
  }

  private static Bytes repeated(int count, int pieces, Consumer<ByteWriter> piece) {
    var draft = new Draft();
    for (var i = 0; i < count; i++) {
      var body = body();
      for (var left = pieces; left > 0; left--) {
        piece.accept(body);
      }
      draft.function(0, body.u8(Opcode.END));
    }
    return draft.module();
  }

  private static ByteWriter filled(int size, Consumer<ByteWriter> piece) {
    var body = body();
    var next = new ByteWriter();
    piece.accept(next);
    while (body.size() + next.size() < size) {
      body.append(next);
    }
    return body.u8(Opcode.END);
  }

  /** The start of a body with two locals of each of two types. */
  private static ByteWriter body() {
    return new ByteWriter().u32(2).u32(2).u8(I32).u32(2).u8(F64);
  }

  private static void sums(ByteWriter out) {
    out.u8(Opcode.LOCAL_GET).u32(0).u8(Opcode.LOCAL_GET).u32(1).u8(Opcode.I32_ADD);
    out.u8(Opcode.LOCAL_SET).u32(0);
  }

  private static void roots(ByteWriter out) {
    out.u8(Opcode.LOCAL_GET).u32(2).u8(F64_SQRT).u8(Opcode.LOCAL_SET).u32(3);
  }

  private static void growth(ByteWriter out) {
    out.u8(Opcode.I32_CONST).signed(0).u8(Opcode.MEMORY_GROW).u8(0).u8(DROP);
  }

  private static void calls(ByteWriter out) {
    out.u8(Opcode.CALL_FUNCTION).u32(0);
  }

  private static void nests(ByteWriter out) {
    var depth = Sizes.NESTING - 2;
    for (var i = 0; i < depth; i++) {
      out.u8(Opcode.BLOCK).u8(ValueType.EMPTY_BLOCK);
    }
    out.u8(Opcode.LOCAL_GET).u32(0).u8(Opcode.BR_IF).u32(depth - 1);
    for (var i = 0; i < depth; i++) {
      out.u8(Opcode.END);
    }
  }

  private static void branches(ByteWriter out) {
    out.u8(Opcode.BLOCK).u8(ValueType.EMPTY_BLOCK);
    out.u8(Opcode.LOCAL_GET).u32(0).u8(BR_TABLE).u32(Sizes.BRANCH_TARGETS);
    for (var i = 0; i <= Sizes.BRANCH_TARGETS; i++) {
      out.u32(i % 2);
    }
    out.u8(Opcode.END);
  }

  private static Bytes locals(int functions) {
    var draft = new Draft();
    for (var i = 0; i < functions; i++) {
      draft.function(0, new ByteWriter().u32(1).u32(Sizes.LOCALS).u8(F64).u8(Opcode.END));
    }
    return draft.module();
  }

  private static Bytes parameters() {
    var draft = new Draft();
    var type = draft.type(Sizes.PARAMETERS);
    for (var i = 1; i < Sizes.FUNCTIONS; i++) {
      draft.function(type, new ByteWriter().u32(0).u8(Opcode.END));
    }
    return draft.module();
  }

  private static Bytes indirectCalls() {
    var draft = new Draft();
    draft.table();
    for (var i = 1; i < Sizes.TYPES; i++) {
      var type = draft.type(i % (Sizes.PARAMETERS + 1));
      var body = new ByteWriter().u32(0);
      for (var j = 0; j < i % (Sizes.PARAMETERS + 1); j++) {
        body.u8(Opcode.LOCAL_GET).u32(j);
      }
      body.u8(Opcode.I32_CONST).signed(0);
      draft.function(type, body.u8(Opcode.CALL_TABLE).u32(type).u32(0).u8(Opcode.END));
    }
    return draft.module();
  }

  private static Bytes tables() {
    var draft = new Draft();
    for (var i = 0; i < Sizes.TABLES; i++) {
      draft.table();
    }
    return draft.module();
  }

  private static Bytes elements(int segments, boolean expressions) {
    var draft = new Draft();
    draft.table();
    for (var i = 0; i < segments; i++) {
      draft.elements(Sizes.SEGMENT_ELEMENTS, expressions);
    }
    return draft.module();
  }

  private static Bytes dataSegments() {
    var draft = new Draft();
    for (var i = 0; i < Sizes.SEGMENTS; i++) {
      draft.data(1);
    }
    return draft.module();
  }

  private static Bytes data() {
    var draft = new Draft();
    draft.data(Sizes.MODULE_BYTES - 1_000);
    return draft.module();
  }
}
