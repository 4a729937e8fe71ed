package souk.runtime.module;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import souk.runtime.machine.Bytes;
import souk.runtime.workbench.Value;

/**
 * How a module can be driven.
 *
 * @param entries its exported functions
 * @param standIns modules for it to import, by name
 */
public record Shape(List<Entry> entries, Map<String, Bytes> standIns) {

  /** An exported function. */
  public record Entry(String name, List<Value.Type> parameters, List<Value.Type> results) {}

  /** The shape of a module that {@link LibraryModule#read} admits. */
  public static Shape of(byte[] module) {
    var rules = new LibraryRules();
    ModuleReader.read(module, rules);
    var entries = new ArrayList<Entry>();
    rules
        .exports()
        .forEach(
            (name, type) ->
                entries.add(new Entry(name, values(type.parameters()), values(type.results()))));
    return new Shape(entries, StandIns.of(rules.links()));
  }

  private static List<Value.Type> values(List<ValueType> types) {
    return types.stream().map(Shape::value).toList();
  }

  private static Value.Type value(ValueType type) {
    return switch (type) {
      case I32 -> Value.Type.I32;
      case I64 -> Value.Type.I64;
      case F32 -> Value.Type.F32;
      case F64 -> Value.Type.F64;
      case FUNCTION -> Value.Type.FUNCREF;
      case EXTERNAL -> Value.Type.EXTERNREF;
    };
  }
}
