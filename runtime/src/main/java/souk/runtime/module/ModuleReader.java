package souk.runtime.module;

import static souk.runtime.module.ByteReader.malformed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
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

  private final ByteReader in;
  private final Rules rules;
  private final List<Section> sections = new ArrayList<>();
  private final List<FunctionType> types = new ArrayList<>();
  private final List<Integer> functionTypes = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();
  private final List<Span> bodies = new ArrayList<>();
  private final List<Range> memories = new ArrayList<>();
  private final Map<String, Integer> exports = new TreeMap<>();
  private Layout.Counts imported = Layout.Counts.NONE;
  private final List<Layout.Global> globals = new ArrayList<>();
  private OptionalInt fixtureChange = OptionalInt.empty();

  private ModuleReader(byte[] module, Rules rules) {
    this.in = new ByteReader(module);
    this.rules = rules;
  }

  /**
   * Reads a module.
   *
   * @throws InadmissibleModuleException if it is malformed, too big or uses what is not admitted;
   *     what passes may still be invalid
   */
  static Layout read(byte[] module, Rules rules) {
    return new ModuleReader(module, rules).read();
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
    var place = Section.ORDER.indexOf(id);
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
      case Section.GLOBAL -> globals.addAll(new SegmentReader(content, rules).globals());
      case Section.EXPORT -> readExports(content);
      case Section.START -> {
        rules.starts();
        content.index();
      }
      case Section.ELEMENT -> new SegmentReader(content, rules).elements(tables);
      case Section.DATA_COUNT -> content.index();
      case Section.CODE -> readBodies(content);
      case Section.DATA -> new SegmentReader(content, rules).data(memories);
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
      switch (ImportReader.read(content, types, rules)) {
        case Imported.Function(var type) -> functionTypes.add(type);
        case Imported.Table(var table) -> tables.add(table);
        case Imported.Memory(var pages) -> memories.add(pages);
        case Imported.Global(var global) -> globals.add(global);
      }
    }
    requireOneMemory();
    imported =
        new Layout.Counts(functionTypes.size(), tables.size(), memories.size(), globals.size());
  }

  private void readFunctions(ByteReader content) {
    for (var left = content.count(Sizes.FUNCTIONS, "functions"); left > 0; left--) {
      functionTypes.add(ImportReader.requireType(content.index(), types));
    }
  }

  private void readTables(ByteReader content) {
    for (var left = content.count(Sizes.TABLES, "tables"); left > 0; left--) {
      tables.add(ImportReader.table(content));
    }
  }

  private void readMemory(ByteReader content) {
    for (var left = content.index(); left > 0; left--) {
      memories.add(ImportReader.memory(content));
      requireOneMemory();
    }
  }

  private void requireOneMemory() {
    if (memories.size() > 1) {
      throw new InadmissibleModuleException("the machine admits modules with exactly one memory");
    }
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
      if (kind == 0) {
        exports.put(name, index);
      }
    }
  }

  private void requireExportable(int kind, int index) {
    var count =
        switch (kind) {
          case 0 -> functionTypes.size();
          case 1 -> tables.size();
          case 2 -> memories.size();
          case 3 -> globals.size();
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
    var codeSize = new CodeSize();
    for (var left = content.count(Sizes.FUNCTIONS, "functions"); left > 0; left--) {
      var size = content.index();
      if (size > Sizes.BODY_BYTES) {
        throw new InadmissibleModuleException(
            "a function has %d bytes of code, the machine admits %d: split it"
                .formatted(size, Sizes.BODY_BYTES));
      }
      var body = content.slice(size);
      bodies.add(new Span(body.position(), body.position() + size));
      var change = BodyReader.check(body, codeSize, types.size(), tables.size());
      fixtureChange = fixtureChange.isPresent() ? fixtureChange : change;
    }
  }

  private Layout layout() {
    if (functionTypes.size() - imported.functions() != bodies.size()) {
      throw malformed("functions and bodies differ in number");
    }
    var ownMemories = memories.subList(imported.memories(), memories.size());
    var exported = exportedFunctions();
    rules.complete(exported, ownMemories);
    return new Layout(
        sections,
        types,
        imported,
        functionTypes,
        tables.subList(imported.tables(), tables.size()),
        ownMemories,
        globals,
        bodies,
        exported,
        fixtureChange);
  }

  private Map<String, FunctionType> exportedFunctions() {
    var exported = new TreeMap<String, FunctionType>();
    exports.forEach((name, function) -> exported.put(name, types.get(functionTypes.get(function))));
    return exported;
  }
}
