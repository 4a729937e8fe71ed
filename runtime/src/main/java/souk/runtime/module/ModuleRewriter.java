package souk.runtime.module;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import souk.runtime.module.Layout.Range;
import souk.runtime.module.Layout.Section;

/** Writes the rewritten module, section by section; custom sections are left out. */
final class ModuleRewriter {
  /** Depth units a guest's calls may take together. */
  static final int DEPTH_LIMIT = 1 << 20;

  private static final byte[] PREAMBLE = {0, 'a', 's', 'm', 1, 0, 0, 0};
  private static final int FUNCTION_KIND = 0;
  private static final int MEMORY_KIND = 2;
  private static final int GLOBAL_KIND = 3;
  private static final int MUTABLE = 1;

  private final byte[] bytes;
  private final Layout layout;
  private final BlockTypes blockTypes;
  private final Accessors accessors;

  ModuleRewriter(byte[] bytes, Layout layout) {
    this.bytes = bytes;
    this.layout = layout;
    this.blockTypes = new BlockTypes(layout.types());
    this.accessors = Accessors.of(layout, blockTypes);
  }

  /** Writes the module for memory of at most that many pages, with fuel for its start section. */
  byte[] rewrite(int memoryCap, long fuelAtStart) {
    // The code may add types, so it is written before the type section is.
    var code = code(memoryCap);
    var out = new ByteWriter().bytes(PREAMBLE);
    for (var id : sectionsToWrite()) {
      out.section(id, content(id, memoryCap, fuelAtStart, code));
    }
    return out.toArray();
  }

  /** The original sections in their order, and those that are added to even if there were none. */
  private List<Integer> sectionsToWrite() {
    return Section.ORDER.stream()
        .filter(id -> find(id).isPresent() || id == Section.GLOBAL || id == Section.EXPORT)
        .toList();
  }

  private ByteWriter content(int id, int memoryCap, long fuelAtStart, ByteWriter code) {
    return switch (id) {
      case Section.TYPE -> types();
      case Section.FUNCTION ->
          extended(Section.FUNCTION, layout.bodies().size(), accessors.functions());
      case Section.TABLE -> tables();
      case Section.MEMORY -> memories(memoryCap);
      case Section.GLOBAL -> globals(fuelAtStart);
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

  private ByteWriter memories(int cap) {
    var out = new ByteWriter().u32(layout.memories().size());
    for (var pages : layout.memories()) {
      range(out, new Range(pages.least(), Math.min(pages.most(), cap)));
    }
    return out;
  }

  private static ByteWriter range(ByteWriter out, Range range) {
    return out.u8(1).u32((int) range.least()).u32((int) range.most());
  }

  private ByteWriter globals(long fuelAtStart) {
    var added = new ByteWriter();
    added.u8(ValueType.I64.code()).u8(MUTABLE).u8(Opcode.I64_CONST).signed(fuelAtStart);
    added.u8(Opcode.END);
    added.u8(ValueType.I32.code()).u8(MUTABLE).u8(Opcode.I32_CONST).signed(DEPTH_LIMIT);
    added.u8(Opcode.END);
    return extended(
        Section.GLOBAL, layout.globals() - layout.imported().globals(), new Additions(2, added));
  }

  private ByteWriter exports() {
    var added = new ByteWriter();
    var addedCount = 2 + accessors.count();
    export(added, AdmittedModule.FUEL_EXPORT, GLOBAL_KIND, layout.globals());
    export(added, AdmittedModule.DEPTH_EXPORT, GLOBAL_KIND, layout.globals() + 1);
    if (layout.hasMemory()) {
      export(added, AdmittedModule.MEMORY_EXPORT, MEMORY_KIND, 0);
      addedCount++;
    }
    var function = layout.functionTypes().size();
    for (var name : accessors.names()) {
      export(added, name, FUNCTION_KIND, function++);
    }
    var count = find(Section.EXPORT).map(section -> reader(section.content()).index()).orElse(0);
    return extended(Section.EXPORT, count, new Additions(addedCount, added));
  }

  private static void export(ByteWriter out, String name, int kind, int index) {
    var text = name.getBytes(StandardCharsets.US_ASCII);
    out.u32(text.length).bytes(text).u8(kind).u32(index);
  }

  private ByteWriter code(int memoryCap) {
    var out = new ByteWriter().u32(layout.bodies().size() + accessors.count());
    var function = layout.imported().functions();
    for (var body : layout.bodies()) {
      var rewriter = new FunctionRewriter(layout, blockTypes, function++, memoryCap);
      out.sized(rewriter.rewrite(reader(body)));
    }
    return out.append(accessors.bodies());
  }

  private ByteReader reader(Layout.Span span) {
    return new ByteReader(bytes).at(span);
  }

  /** Elements to put behind a section's own. */
  record Additions(int count, ByteWriter content) {}

  private ByteWriter extended(int id, int originalCount, Additions additions) {
    var out = new ByteWriter().u32(originalCount + additions.count());
    find(id)
        .ifPresent(
            section -> {
              var in = reader(section.content());
              in.index();
              out.range(bytes, in.position(), section.content().to());
            });
    return out.append(additions.content());
  }

  private ByteWriter original(int id) {
    var span = find(id).orElseThrow().content();
    return new ByteWriter().range(bytes, span.from(), span.to());
  }

  private Optional<Section> find(int id) {
    return layout.sections().stream().filter(section -> section.id() == id).findFirst();
  }
}
