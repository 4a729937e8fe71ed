package souk.runtime.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.ValType;
import souk.runtime.machine.GuestMemory;
import souk.runtime.machine.Host;
import souk.runtime.module.HostCall;

/** Links an Endive instance's imports to its host, which can only be made after the instance. */
final class HostCalls {
  private static final long[] NOTHING = {};

  private @Nullable Host host;

  void connect(Host host) {
    this.host = host;
  }

  ImportValues imports() {
    var functions = Arrays.stream(HostCall.values()).map(this::function).toList();
    return ImportValues.builder().addFunction(functions.toArray(ImportFunction[]::new)).build();
  }

  private HostFunction function(HostCall call) {
    return new HostFunction(
        call.moduleName(),
        call.functionName(),
        type(call),
        (instance, values) -> answer(call, instance, values));
  }

  private long[] answer(HostCall call, Instance instance, long[] values) {
    if (host == null || !(instance.memory() instanceof GuestMemory memory)) {
      throw new IllegalStateException(call.functionName() + " was called before there was a host");
    }
    var errno = host.call(call, values, memory);
    return call.returnsErrno() ? new long[] {errno} : NOTHING;
  }

  private static FunctionType type(HostCall call) {
    var parameters = new ArrayList<ValType>();
    for (var i = 0; i < call.parameterCount(); i++) {
      parameters.add(call.isLong(i) ? ValType.I64 : ValType.I32);
    }
    return FunctionType.of(parameters, call.returnsErrno() ? List.of(ValType.I32) : List.of());
  }
}
