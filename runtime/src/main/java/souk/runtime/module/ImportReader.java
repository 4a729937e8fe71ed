package souk.runtime.module;

import static souk.runtime.module.ByteReader.malformed;

import java.util.List;
import java.util.Optional;

/** Reads imports, and names those the machine does not provide. */
final class ImportReader {
  private static final int FUNCTION = 0;

  private ImportReader() {}

  /** A host call and the index of its type. */
  record Import(HostCall call, int type) {}

  static Import read(ByteReader content, List<FunctionType> types) {
    var module = content.name(Sizes.NAME_BYTES);
    var name = content.name(Sizes.NAME_BYTES);
    var kind = content.u8();
    var call = kind == FUNCTION ? HostCall.find(module, name) : Optional.<HostCall>empty();
    var provided = call.orElseThrow(() -> absent(module, name));
    var type = requireType(content.index(), types);
    if (!types.get(type).equals(provided.type())) {
      throw new InadmissibleModuleException(
          "the module imports %s.%s with a type that is not its own".formatted(module, name));
    }
    return new Import(provided, type);
  }

  private static InadmissibleModuleException absent(String module, String name) {
    return new InadmissibleModuleException(
        "the module imports %s.%s, which the machine does not provide: docs/machine.md lists what it does"
            .formatted(printable(module), printable(name)));
  }

  static int requireType(int index, List<FunctionType> types) {
    if (index >= types.size()) {
      throw malformed("type " + index + " is not there");
    }
    return index;
  }

  /** A name from a module, fit for one line of an error. */
  static String printable(String name) {
    var kept = name.length() > 100 ? name.substring(0, 100) + "..." : name;
    return kept.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
