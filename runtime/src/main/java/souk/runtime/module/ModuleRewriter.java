package souk.runtime.module;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import souk.runtime.module.Layout.Range;
import souk.runtime.module.Layout.Section;

/** Writes the rewritten module, section by section; custom sections are left out. */
final class ModuleRewriter {
  /** Depth units a guest's calls may take together. */
  static final int DEPTH_LIMIT = 1 << 20;

  private static final byte[] PREAMBLE = {0, 'a', 's', 'm', 1, 0, 0, 0};
  private static final int GLOBAL_KIND = 3;
  private static final int MUTABLE = 1;

  private final byte[] bytes;
  private final Layout layout;
  private final BlockTypes blockTypes;

  ModuleRewriter(byte[] bytes, Layout layout) {
    this.bytes = bytes;
    this.layout = layout;
    this.blockTypes = new BlockTypes(layout.types());
  }

  byte[] rewrite(int memoryCap) {
    // The code may add block types, so it is written before the type section is.
    var code = code();
    var out = new ByteWriter().bytes(PREAMBLE);
    for (var id : sectionsToWrite()) {
      out.section(id, content(id, memoryCap, code));
    }
    return out.toArray();
  }

  /** The original sections in their order, and the global section even if there was none. */
  private List<Integer> sectionsToWrite() {
    var ids = new ArrayList<>(layout.sections().stream().map(Section::id).toList());
    if (!ids.contains(Section.GLOBAL)) {
      ids.add(ids.indexOf(Section.EXPORT), Section.GLOBAL);
    }
    return ids;
  }

  private ByteWriter content(int id, int memoryCap, ByteWriter code) {
    return switch (id) {
      case Section.TYPE -> types();
      case Section.TABLE -> tables();
      case Section.MEMORY -> memory(memoryCap);
      case Section.GLOBAL -> globals();
      case Section.EXPORT -> exports();
      case Section.CODE -> code;
      default -> original(id);
    };
  }

  private ByteWriter types() {
    return extended(Section.TYPE, layout.types().size(), blockTypes.added());
  }

  private ByteWriter tables() {
    var out = new ByteWriter().u32(layout.tables().size());
    for (var table : layout.tables()) {
      var most = Math.min(table.size().most(), Sizes.TABLE_ELEMENTS);
      range(out.u8(table.elements().code()), new Range(table.size().least(), most));
    }
    return out;
  }

  private ByteWriter memory(int cap) {
    var pages = layout.memory();
    return range(new ByteWriter().u32(1), new Range(pages.least(), Math.min(pages.most(), cap)));
  }

  private static ByteWriter range(ByteWriter out, Range range) {
    return out.u8(1).u32((int) range.least()).u32((int) range.most());
  }

  private ByteWriter globals() {
    var added = new ByteWriter();
    added.u8(ValueType.I64.code()).u8(MUTABLE).u8(Opcode.I64_CONST).signed(0).u8(Opcode.END);
    added.u8(ValueType.I32.code()).u8(MUTABLE).u8(Opcode.I32_CONST).signed(DEPTH_LIMIT);
    added.u8(Opcode.END);
    return extended(Section.GLOBAL, layout.globals(), new Additions(2, added));
  }

  private ByteWriter exports() {
    var added = new ByteWriter();
    export(added, AdmittedModule.FUEL_EXPORT, layout.globals());
    export(added, AdmittedModule.DEPTH_EXPORT, layout.globals() + 1);
    var count = reader(section(Section.EXPORT)).index();
    return extended(Section.EXPORT, count, new Additions(2, added));
  }

  private static void export(ByteWriter out, String name, int global) {
    var text = name.getBytes(StandardCharsets.US_ASCII);
    out.u32(text.length).bytes(text).u8(GLOBAL_KIND).u32(global);
  }

  private ByteWriter code() {
    var out = new ByteWriter().u32(layout.bodies().size());
    var function = layout.imports().size();
    for (var body : layout.bodies()) {
      out.sized(new FunctionRewriter(layout, blockTypes, function++).rewrite(reader(body)));
    }
    return out;
  }

  private ByteReader reader(Layout.Span span) {
    return new ByteReader(bytes).at(span);
  }

  /** Elements to put behind a section's own. */
  record Additions(int count, ByteWriter content) {}

  private ByteWriter extended(int id, int originalCount, Additions additions) {
    var out = new ByteWriter().u32(originalCount + additions.count());
    layout.sections().stream()
        .filter(section -> section.id() == id)
        .forEach(
            section -> {
              var in = reader(section.content());
              in.index();
              out.range(bytes, in.position(), section.content().to());
            });
    return out.append(additions.content());
  }

  private ByteWriter original(int id) {
    var span = section(id);
    return new ByteWriter().range(bytes, span.from(), span.to());
  }

  private Layout.Span section(int id) {
    return layout.sections().stream()
        .filter(section -> section.id() == id)
        .findFirst()
        .orElseThrow()
        .content();
  }
}
