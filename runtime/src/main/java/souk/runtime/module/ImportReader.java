package souk.runtime.module;

import static souk.runtime.module.ByteReader.malformed;

import java.util.List;
import souk.runtime.module.Layout.Range;
import souk.runtime.module.Layout.Table;

/** Reads imports, and the types that they and a module's own parts have. */
final class ImportReader {
  private static final int MAX_PAGES = 65_536;

  private ImportReader() {}

  static Imported read(ByteReader content, List<FunctionType> types, Rules rules) {
    var module = content.name(Sizes.NAME_BYTES);
    var name = content.name(Sizes.NAME_BYTES);
    var imported = type(content, types);
    rules.imports(module, name, imported, types);
    return imported;
  }

  private static Imported type(ByteReader content, List<FunctionType> types) {
    return switch (content.u8()) {
      case 0 -> new Imported.Function(requireType(content.index(), types));
      case 1 -> new Imported.Table(table(content));
      case 2 -> new Imported.Memory(memory(content));
      case 3 -> new Imported.Global(global(content));
      default -> throw malformed("an import is of an unknown kind");
    };
  }

  static int requireType(int index, List<FunctionType> types) {
    if (index >= types.size()) {
      throw malformed("type " + index + " is not there");
    }
    return index;
  }

  static Table table(ByteReader content) {
    var elements = ValueType.of(content.u8());
    var size = range(content, Sizes.TABLE_ELEMENTS);
    if (!elements.isReference() || size.least() > Sizes.TABLE_ELEMENTS) {
      throw new InadmissibleModuleException(
          "a table holds %d elements, the machine admits references, at most %d"
              .formatted(size.least(), Sizes.TABLE_ELEMENTS));
    }
    return new Table(elements, size);
  }

  static Range memory(ByteReader content) {
    var pages = range(content, MAX_PAGES);
    if (pages.least() > MAX_PAGES || pages.most() > MAX_PAGES) {
      throw malformed("its memory exceeds 65536 pages");
    }
    return pages;
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

  /** Reads a global's type. */
  static Layout.Global global(ByteReader content) {
    var type = ValueType.of(content.u8());
    var mutability = content.u8();
    if (mutability > 1) {
      throw malformed("a global is neither constant nor mutable");
    }
    return new Layout.Global(type, mutability == 1);
  }

  /** A name from a module, fit for one line of an error. */
  static String printable(String name) {
    var kept = name.length() > 100 ? name.substring(0, 100) + "..." : name;
    return kept.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
