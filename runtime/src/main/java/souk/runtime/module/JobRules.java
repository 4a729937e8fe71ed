package souk.runtime.module;

import java.util.List;
import java.util.Map;

/** A job stands alone: it calls the machine's functions and is entered at one of its own. */
final class JobRules implements Rules {
  private static final String ENTRY = "_start";

  @Override
  public void imports(String module, String name, Imported imported, List<FunctionType> types) {
    if (!(imported instanceof Imported.Function(var type))) {
      throw absent(module, name);
    }
    var call = HostCall.find(module, name).orElseThrow(() -> absent(module, name));
    if (!types.get(type).equals(call.type())) {
      throw new InadmissibleModuleException(
          "the module imports %s.%s with a type that is not its own".formatted(module, name));
    }
  }

  private static InadmissibleModuleException absent(String module, String name) {
    return new InadmissibleModuleException(
        "the module imports %s.%s, which the machine does not provide: docs/machine.md lists what it does"
            .formatted(ImportReader.printable(module), ImportReader.printable(name)));
  }

  @Override
  public void starts() {
    throw new InadmissibleModuleException(
        "the module has a start section: export " + ENTRY + " instead");
  }

  @Override
  public void computes(int opcode, ByteReader in) {
    throw new InadmissibleModuleException(
        "an initial value is computed (0x%02x): the machine admits plain constants"
            .formatted(opcode));
  }

  @Override
  public void reachesOutside(String complaint) {
    throw new InadmissibleModuleException(complaint);
  }

  @Override
  public void complete(Map<String, FunctionType> exported, List<Layout.Range> memories) {
    var entry = exported.get(ENTRY);
    if (entry == null) {
      throw new InadmissibleModuleException(
          "the module exports no function " + ENTRY + ": build it as a WASI command");
    }
    if (!entry.parameters().isEmpty() || !entry.results().isEmpty()) {
      throw new InadmissibleModuleException(ENTRY + " must take and return nothing");
    }
    if (memories.isEmpty()) {
      throw new InadmissibleModuleException("the module has no memory");
    }
  }
}
