package souk.runtime.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import souk.runtime.module.Layout.Section;

/** Each size as big as it may be, and one more. */
final class SizesTest {
  private static final byte[] PREAMBLE = {0, 'a', 's', 'm', 1, 0, 0, 0};
  private static final int FUNCTION_FORM = 0x60;
  private static final int NOP = 0x01;
  private static final int PASSIVE = 1;

  static Stream<Size> sizes() {
    return Stream.of(
        new Size("types", Sizes.TYPES, (n, m) -> m.put(Section.TYPE, n, out -> type(out, 0, 0))),
        new Size("parameters", Sizes.PARAMETERS, (n, m) -> type(m.add(Section.TYPE, 2), n, 0)),
        new Size("results", Sizes.RESULTS, (n, m) -> type(m.add(Section.TYPE, 2), 0, n)),
        new Size("imports", Sizes.IMPORTS, Size::imports),
        new Size("functions", Sizes.FUNCTIONS, Size::functions),
        new Size(
            "locals", Sizes.LOCALS, (n, m) -> m.body(new ByteWriter().u32(1).u32(n).u8(i32()))),
        new Size("body bytes", Sizes.BODY_BYTES, (n, m) -> m.body(repeated(NOP, n - 2))),
        new Size("nesting", Sizes.NESTING, Size::nesting),
        new Size("branch targets", Sizes.BRANCH_TARGETS, Size::branchTargets),
        new Size("tables", Sizes.TABLES, (n, m) -> m.put(Section.TABLE, n, out -> table(out, 1))),
        new Size(
            "table elements",
            Sizes.TABLE_ELEMENTS,
            (n, m) -> m.put(Section.TABLE, 1, out -> table(out, n))),
        new Size("globals", Sizes.GLOBALS, (n, m) -> m.put(Section.GLOBAL, n, Size::global)),
        new Size("exports", Sizes.EXPORTS, Size::exports),
        new Size(
            "name bytes",
            Sizes.NAME_BYTES,
            (n, m) -> export(m.add(Section.EXPORT, 2), "x".repeat(n))),
        new Size(
            "element segments",
            Sizes.SEGMENTS,
            (n, m) -> m.put(Section.ELEMENT, n, out -> elements(out, 0))),
        new Size(
            "segment elements",
            Sizes.SEGMENT_ELEMENTS,
            (n, m) -> m.put(Section.ELEMENT, 1, out -> elements(out, n))),
        new Size(
            "data segments",
            Sizes.SEGMENTS,
            (n, m) -> m.put(Section.DATA, n, out -> out.u8(PASSIVE).u32(0))));
  }

  /** Something that has a limit, and how a module gets that many. */
  private record Size(String name, int most, BiConsumer<Integer, Draft> form) {
    @Override
    public String toString() {
      return name;
    }

    Admission admission(int size) {
      var draft = new Draft();
      form.accept(size, draft);
      return Admission.of(draft.module());
    }

    private static void imports(int count, Draft draft) {
      type(draft.add(Section.TYPE, 2), 0, 1);
      draft.put(
          Section.IMPORT,
          count,
          out -> text(text(out, HostCall.SCHED_YIELD.moduleName()), "sched_yield").u8(0).u32(1));
      export(draft.restart(Section.EXPORT, 1), "_start", count);
    }

    private static void functions(int count, Draft draft) {
      draft.put(Section.FUNCTION, count, out -> out.u32(0));
      draft.put(Section.CODE, count, out -> out.u32(2).u32(0).u8(Opcode.END));
    }

    private static void nesting(int count, Draft draft) {
      var code = new ByteWriter().u32(0);
      for (var i = 1; i < count; i++) {
        code.u8(Opcode.BLOCK).u8(ValueType.EMPTY_BLOCK);
      }
      for (var i = 1; i < count; i++) {
        code.u8(Opcode.END);
      }
      draft.body(code);
    }

    private static void branchTargets(int count, Draft draft) {
      var code = new ByteWriter().u32(0).u8(Opcode.I32_CONST).signed(0);
      code.u8(Opcode.BR_TABLE).u32(count);
      for (var i = 0; i <= count; i++) {
        code.u32(0);
      }
      draft.body(code);
    }

    private static void exports(int count, Draft draft) {
      var out = draft.add(Section.EXPORT, count);
      for (var i = 1; i < count; i++) {
        export(out, "x" + i);
      }
    }

    private static void global(ByteWriter out) {
      out.u8(i32()).u8(0).u8(Opcode.I32_CONST).signed(0).u8(Opcode.END);
    }
  }

  /** What can be written again and again. */
  private interface Element {
    void write(ByteWriter out);
  }

  /** A module's sections: a command that does nothing, and what else is put there. */
  private static final class Draft {
    private final TreeMap<Integer, ByteWriter> sections = new TreeMap<>();

    Draft() {
      put(Section.TYPE, 1, out -> type(out, 0, 0));
      put(Section.FUNCTION, 1, out -> out.u32(0));
      put(Section.MEMORY, 1, out -> out.u8(0).u32(1));
      put(Section.EXPORT, 1, out -> export(out, "_start"));
      body(new ByteWriter().u32(0));
    }

    void put(int section, int count, Element element) {
      var out = restart(section, count);
      for (var i = 0; i < count; i++) {
        element.write(out);
      }
    }

    /** A section with another count of elements and none written yet. */
    ByteWriter restart(int section, int count) {
      var out = new ByteWriter().u32(count);
      sections.put(section, out);
      return out;
    }

    /** The types or exports with another count, behind the first, which is written. */
    ByteWriter add(int section, int count) {
      var out = restart(section, count);
      if (section == Section.TYPE) {
        type(out, 0, 0);
      } else {
        export(out, "_start");
      }
      return out;
    }

    /** The one function's body, but for its end. */
    void body(ByteWriter locals) {
      put(Section.CODE, 1, out -> out.sized(locals.u8(Opcode.END)));
    }

    byte[] module() {
      var out = new ByteWriter().bytes(PREAMBLE);
      sections.forEach(out::section);
      return out.toArray();
    }
  }

  private static int i32() {
    return ValueType.I32.code();
  }

  private static ByteWriter repeated(int opcode, int count) {
    var out = new ByteWriter().u32(0);
    for (var i = 0; i < count; i++) {
      out.u8(opcode);
    }
    return out;
  }

  private static void type(ByteWriter out, int parameters, int results) {
    out.u8(FUNCTION_FORM);
    for (var count : new int[] {parameters, results}) {
      out.u32(count);
      for (var i = 0; i < count; i++) {
        out.u8(i32());
      }
    }
  }

  private static void table(ByteWriter out, int elements) {
    out.u8(ValueType.FUNCTION.code()).u8(0).u32(elements);
  }

  private static void elements(ByteWriter out, int count) {
    out.u8(PASSIVE).u8(0).u32(count);
    for (var i = 0; i < count; i++) {
      out.u32(0);
    }
  }

  private static void export(ByteWriter out, String name) {
    export(out, name, 0);
  }

  private static void export(ByteWriter out, String name, int function) {
    text(out, name).u8(0).u32(function);
  }

  private static ByteWriter text(ByteWriter out, String text) {
    return out.u32(text.length()).bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void areAdmittedUpToTheirLimit(Size size) {
    assertThat(size.admission(size.most)).isInstanceOf(Admission.Admitted.class);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void areRefusedBeyond(Size size) {
    assertThat(size.admission(size.most + 1))
        .isInstanceOfSatisfying(
            Admission.Refused.class,
            refused -> assertThat(refused.reason()).contains(Integer.toString(size.most)));
  }
}
