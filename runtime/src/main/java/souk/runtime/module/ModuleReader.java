package souk.runtime.module;

import static souk.runtime.module.ByteReader.malformed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import souk.runtime.module.Layout.Range;
import souk.runtime.module.Layout.Section;
import souk.runtime.module.Layout.Span;
import souk.runtime.module.Layout.Table;

/** Reads a module's sections, refusing what the machine does not admit. */
final class ModuleReader {
  /** Exports the rewriter adds start with this. */
  static final String RESERVED_EXPORTS = "souk:";

  private static final int MAGIC_AND_VERSION_BYTES = 8;
  private static final long MAGIC_AND_VERSION = 0x0000_0001_6D73_6100L;
  private static final int MAX_PAGES = 65_536;
  private static final String ENTRY = "_start";

  private static final List<Integer> SECTION_ORDER =
      List.of(
          Section.TYPE,
          Section.IMPORT,
          Section.FUNCTION,
          Section.TABLE,
          Section.MEMORY,
          Section.GLOBAL,
          Section.EXPORT,
          Section.START,
          Section.ELEMENT,
          Section.DATA_COUNT,
          Section.CODE,
          Section.DATA);

  private final ByteReader in;
  private final List<Section> sections = new ArrayList<>();
  private final List<FunctionType> types = new ArrayList<>();
  private final List<HostCall> imports = new ArrayList<>();
  private final List<Integer> functionTypes = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();
  private final List<Span> bodies = new ArrayList<>();
  private Optional<Range> memory = Optional.empty();
  private Optional<Integer> entry = Optional.empty();
  private int globals;

  private ModuleReader(byte[] module) {
    this.in = new ByteReader(module);
  }

  /**
   * Reads a module.
   *
   * @throws InadmissibleModuleException if it is malformed, too big or uses what is not admitted;
   *     what passes may still be invalid
   */
  static Layout read(byte[] module) {
    return new ModuleReader(module).read();
  }

  private Layout read() {
    requireMagic();
    var place = -1;
    while (!in.atEnd()) {
      var id = in.u8();
      var content = in.slice(in.index());
      if (id != Section.CUSTOM) {
        place = requireOrder(id, place);
        sections.add(
            new Section(
                id, new Span(content.position(), content.position() + content.remaining())));
        readSection(id, content);
        content.end("section " + id);
      }
    }
    return layout();
  }

  private void requireMagic() {
    if (in.remaining() < MAGIC_AND_VERSION_BYTES) {
      throw new InadmissibleModuleException("not a WebAssembly module: it is too short");
    }
    var found = 0L;
    for (var i = 0; i < MAGIC_AND_VERSION_BYTES; i++) {
      found |= (long) in.u8() << (8 * i);
    }
    if (found != MAGIC_AND_VERSION) {
      throw new InadmissibleModuleException(
          "not a WebAssembly module: it does not begin with \\0asm and version 1");
    }
  }

  private static int requireOrder(int id, int lastPlace) {
    var place = SECTION_ORDER.indexOf(id);
    if (place < 0) {
      throw new InadmissibleModuleException(
          id == 13
              ? "the module uses exceptions, which the machine does not admit"
              : "not a valid WebAssembly module: section " + id + " is unknown");
    }
    if (place <= lastPlace) {
      throw malformed("section " + id + " is out of order");
    }
    return place;
  }

  private void readSection(int id, ByteReader content) {
    switch (id) {
      case Section.TYPE -> readTypes(content);
      case Section.IMPORT -> readImports(content);
      case Section.FUNCTION -> readFunctions(content);
      case Section.TABLE -> readTables(content);
      case Section.MEMORY -> readMemory(content);
      case Section.GLOBAL -> globals = SegmentReader.globals(content);
      case Section.EXPORT -> readExports(content);
      case Section.START ->
          throw new InadmissibleModuleException(
              "the module has a start section: export " + ENTRY + " instead");
      case Section.ELEMENT -> SegmentReader.elements(content, tables);
      case Section.DATA_COUNT -> content.index();
      case Section.CODE -> readBodies(content);
      case Section.DATA -> SegmentReader.data(content, memory.map(Range::least).orElse(0L));
      default -> throw new AssertionError(id);
    }
  }

  private void readTypes(ByteReader content) {
    for (var left = content.count(Sizes.TYPES, "types"); left > 0; left--) {
      if (content.u8() != 0x60) {
        throw new InadmissibleModuleException(
            "the module defines a type that is not a function: garbage collection is not admitted");
      }
      types.add(
          new FunctionType(
              valueTypes(content, Sizes.PARAMETERS, "parameters in one function"),
              valueTypes(content, Sizes.RESULTS, "results in one function")));
    }
  }

  private static List<ValueType> valueTypes(ByteReader content, int most, String what) {
    var list = new ArrayList<ValueType>();
    for (var left = content.count(most, what); left > 0; left--) {
      list.add(ValueType.of(content.u8()));
    }
    return list;
  }

  private void readImports(ByteReader content) {
    for (var left = content.count(Sizes.IMPORTS, "imports"); left > 0; left--) {
      var imported = ImportReader.read(content, types);
      imports.add(imported.call());
      functionTypes.add(imported.type());
    }
  }

  private void readFunctions(ByteReader content) {
    for (var left = content.count(Sizes.FUNCTIONS, "functions"); left > 0; left--) {
      functionTypes.add(ImportReader.requireType(content.index(), types));
    }
  }

  private void readTables(ByteReader content) {
    for (var left = content.count(Sizes.TABLES, "tables"); left > 0; left--) {
      var elements = ValueType.of(content.u8());
      var size = range(content, Sizes.TABLE_ELEMENTS);
      if (!elements.isReference() || size.least() > Sizes.TABLE_ELEMENTS) {
        throw new InadmissibleModuleException(
            "a table holds %d elements, the machine admits references, at most %d"
                .formatted(size.least(), Sizes.TABLE_ELEMENTS));
      }
      tables.add(new Table(elements, size));
    }
  }

  private void readMemory(ByteReader content) {
    if (content.u32() != 1) {
      throw new InadmissibleModuleException("the machine admits modules with exactly one memory");
    }
    var pages = range(content, MAX_PAGES);
    if (pages.least() > MAX_PAGES || pages.most() > MAX_PAGES) {
      throw malformed("its memory exceeds 65536 pages");
    }
    memory = Optional.of(pages);
  }

  private static Range range(ByteReader content, int mostByDefault) {
    var flags = content.u8();
    if (flags > 1) {
      throw new InadmissibleModuleException(
          "the module uses shared or 64-bit memory, which the machine does not admit");
    }
    var least = content.u32();
    var most = flags == 1 ? content.u32() : mostByDefault;
    if (flags == 1 && most < least) {
      throw malformed("a size's maximum is below its minimum");
    }
    return new Range(least, most);
  }

  private void readExports(ByteReader content) {
    var names = new TreeSet<String>();
    for (var left = content.count(Sizes.EXPORTS, "exports"); left > 0; left--) {
      var name = content.name(Sizes.NAME_BYTES);
      var kind = content.u8();
      var index = content.index();
      if (!names.add(name)) {
        throw malformed("two exports have the same name");
      }
      if (name.startsWith(RESERVED_EXPORTS)) {
        throw new InadmissibleModuleException(
            "the module exports %s: names with %s are the machine's"
                .formatted(ImportReader.printable(name), RESERVED_EXPORTS));
      }
      requireExportable(kind, index);
      if (kind == 0 && name.equals(ENTRY)) {
        entry = Optional.of(index);
      }
    }
  }

  private void requireExportable(int kind, int index) {
    var count =
        switch (kind) {
          case 0 -> functionTypes.size();
          case 1 -> tables.size();
          case 2 -> memory.isPresent() ? 1 : 0;
          case 3 -> globals;
          default -> throw malformed("an export is of an unknown kind");
        };
    if (index >= count) {
      throw malformed("it exports what is not there");
    }
  }

  private void readBodies(ByteReader content) {
    if (content.remaining() > Sizes.CODE_BYTES) {
      throw new InadmissibleModuleException(
          "the module has %d bytes of code, the machine admits %d"
              .formatted(content.remaining(), Sizes.CODE_BYTES));
    }
    for (var left = content.count(Sizes.FUNCTIONS, "functions"); left > 0; left--) {
      var size = content.index();
      if (size > Sizes.BODY_BYTES) {
        throw new InadmissibleModuleException(
            "a function has %d bytes of code, the machine admits %d: split it"
                .formatted(size, Sizes.BODY_BYTES));
      }
      var body = content.slice(size);
      bodies.add(new Span(body.position(), body.position() + size));
      BodyReader.check(body);
    }
  }

  private Layout layout() {
    if (functionTypes.size() - imports.size() != bodies.size()) {
      throw malformed("functions and bodies differ in number");
    }
    var start =
        entry.orElseThrow(
            () ->
                new InadmissibleModuleException(
                    "the module exports no function " + ENTRY + ": build it as a WASI command"));
    var type = types.get(functionTypes.get(start));
    if (!type.parameters().isEmpty() || !type.results().isEmpty()) {
      throw new InadmissibleModuleException(ENTRY + " must take and return nothing");
    }
    return new Layout(
        sections,
        types,
        imports,
        functionTypes,
        tables,
        memory.orElseThrow(() -> new InadmissibleModuleException("the module has no memory")),
        globals,
        bodies);
  }
}
