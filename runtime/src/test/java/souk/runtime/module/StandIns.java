package souk.runtime.module;

import static java.util.stream.Collectors.groupingBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import souk.runtime.machine.Bytes;

/** Modules in place of what a module imports: functions of the right types that return zeros. */
final class StandIns {
  private static final byte[] PREAMBLE = {0, 'a', 's', 'm', 1, 0, 0, 0};

  private StandIns() {}

  /** A module by the name it is imported under. */
  static Map<String, Bytes> of(List<LibraryRules.Link> links) {
    var modules = new TreeMap<String, Bytes>();
    links.stream()
        .distinct()
        .collect(groupingBy(LibraryRules.Link::module))
        .forEach((name, wanted) -> modules.put(name, module(wanted)));
    return modules;
  }

  private static Bytes module(List<LibraryRules.Link> functions) {
    var types = new ByteWriter().u32(functions.size());
    var indices = new ByteWriter().u32(functions.size());
    var exports = new ByteWriter().u32(functions.size());
    var code = new ByteWriter().u32(functions.size());
    for (var i = 0; i < functions.size(); i++) {
      var function = functions.get(i);
      list(types.u8(0x60), function.type().parameters());
      list(types, function.type().results());
      indices.u32(i);
      var name = function.name().getBytes(StandardCharsets.UTF_8);
      exports.u32(name.length).bytes(name).u8(0).u32(i);
      code.sized(zeros(function.type()));
    }
    return Bytes.of(
        new ByteWriter()
            .bytes(PREAMBLE)
            .section(Layout.Section.TYPE, types)
            .section(Layout.Section.FUNCTION, indices)
            .section(Layout.Section.EXPORT, exports)
            .section(Layout.Section.CODE, code)
            .toArray());
  }

  private static void list(ByteWriter out, List<ValueType> types) {
    out.u32(types.size());
    types.forEach(type -> out.u8(type.code()));
  }

  /** A body that returns its locals, which are zero. */
  private static ByteWriter zeros(FunctionType type) {
    var out = new ByteWriter().u32(type.results().size());
    type.results().forEach(result -> out.u32(1).u8(result.code()));
    for (var i = 0; i < type.results().size(); i++) {
      out.u8(Opcode.LOCAL_GET).u32(type.parameters().size() + i);
    }
    return out.u8(Opcode.END);
  }
}
