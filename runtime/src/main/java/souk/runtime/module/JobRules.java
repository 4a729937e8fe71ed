package souk.runtime.module;

import java.util.List;
import java.util.Map;

/** A job stands alone: it calls the machine's functions and is entered at one of its own. */
final class JobRules implements Rules {
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
        "the module has a start section: export " + Kinds.COMMAND_ENTRY + " instead");
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
    if (!exported.containsKey(Kinds.COMMAND_ENTRY) && !exported.containsKey(Kinds.AGENT_ENTRY)) {
      throw new InadmissibleModuleException(
          "the module exports no function %s and no function %s: build it as a WASI command or as an agent"
              .formatted(Kinds.COMMAND_ENTRY, Kinds.AGENT_ENTRY));
    }
    if (memories.isEmpty()) {
      throw new InadmissibleModuleException("the module has no memory");
    }
  }
}
