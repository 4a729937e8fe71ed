package souk.runtime.engine;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.CallResult;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.Store;
import run.endive.wasm.UnlinkableException;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.types.Export;
import run.endive.wasm.types.ExternalType;
import souk.protocol.codec.Digests;
import souk.runtime.module.AdmittedModule;
import souk.runtime.module.LibraryModule;
import souk.runtime.workbench.Value;
import souk.runtime.workbench.Workbench;

/** Endive with the memory and the stack that jobs have. */
public final class EndiveWorkbench implements Workbench {
  private static final long STACK_BYTES = 512L << 20;

  private final String name;
  private final Function<byte[], EndiveModule> loader;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            var made = new Thread(null, work, "souk-workbench", STACK_BYTES);
            made.setDaemon(true);
            return made;
          });
  private final List<Instance> instances = new ArrayList<>();
  private Store store = new Store();

  private EndiveWorkbench(String name, Function<byte[], EndiveModule> loader) {
    this.name = name;
    this.loader = loader;
  }

  public static Workbench compiled() {
    return new EndiveWorkbench("endive", EndiveModule::compiled);
  }

  public static Workbench interpreted() {
    return new EndiveWorkbench("endive-interpreter", EndiveModule::interpreted);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Linking link(byte[] rewritten) {
    return apart(
        () -> {
          var module = loader.apply(rewritten);
          try {
            instances.add(instance(module));
            return new Linking.Linked(instances.size() - 1);
          } catch (UnlinkableException e) {
            return new Linking.Unlinkable(e.toString());
          } catch (WasmEngineException e) {
            return new Linking.Trapped(e.toString());
          }
        });
  }

  private Instance instance(EndiveModule module) {
    return Instance.builder(module.module())
        .withImportValues(store.toImportValues())
        .withMemoryFactory(FlatMemory::new)
        .withMachineFactory(module.machine())
        .withStart(false)
        .build();
  }

  @Override
  public void register(int instance, String module) {
    store.register(module, instances.get(instance));
  }

  @Override
  public Called call(
      int number, String export, List<Value> arguments, List<Value.Type> results, long fuel) {
    return apart(
        () -> {
          var instance = instances.get(number);
          var fuelGlobal = instance.exports().global(AdmittedModule.FUEL_EXPORT);
          var depthGlobal = instance.exports().global(AdmittedModule.DEPTH_EXPORT);
          fuelGlobal.setValue(fuel);
          depthGlobal.setValue(LibraryModule.DEPTH);
          var returned = apply(instance, export, arguments);
          return new Called(
              returned.isEmpty(),
              returned.map(result -> values(result, results)).orElse(List.of()),
              fuelGlobal.getValue(),
              (int) depthGlobal.getValue());
        });
  }

  private static Optional<CallResult> apply(
      Instance instance, String export, List<Value> arguments) {
    var numbers = arguments.stream().mapToLong(EndiveWorkbench::number).toArray();
    var references = arguments.stream().map(EndiveWorkbench::reference).toArray();
    try {
      return Optional.of(instance.export(export).applyWithRefs(numbers, references));
    } catch (WasmEngineException e) {
      if (e.getCause() instanceof StackOverflowError) {
        throw new AssertionError("the stack ended before the depth counter", e);
      }
      return Optional.empty();
    }
  }

  private static long number(Value value) {
    return value.type() == Value.Type.I32 ? (int) value.bits() : value.bits();
  }

  private static @Nullable Object reference(Value value) {
    return value.type() == Value.Type.EXTERNREF && value.bits() != Value.NULL ? value.bits() : null;
  }

  private static List<Value> values(CallResult result, List<Value.Type> types) {
    var values = new ArrayList<Value>();
    for (var i = 0; i < types.size(); i++) {
      values.add(value(result, i, types.get(i)));
    }
    return values;
  }

  private static Value value(CallResult result, int place, Value.Type type) {
    return switch (type) {
      case EXTERNREF ->
          new Value(type, result.refResult(place) instanceof Long number ? number : Value.NULL);
      case FUNCREF ->
          new Value(type, result.longResult(place) == Value.NULL ? Value.NULL : Value.SOME);
      case I32, I64, F32, F64 -> Value.of(type, result.longResult(place));
    };
  }

  @Override
  public Value global(int instance, String export, Value.Type type) {
    return Value.of(type, instances.get(instance).exports().global(export).getValue());
  }

  @Override
  public Optional<String> memory(int number) {
    var instance = instances.get(number);
    var exports = instance.module().exportSection();
    for (var i = 0; i < exports.exportCount(); i++) {
      Export export = exports.getExport(i);
      if (export.exportType() == ExternalType.MEMORY) {
        Memory memory = instance.memory();
        var bytes = memory.readBytes(0, memory.pages() * Memory.PAGE_SIZE);
        return Optional.of(HexFormat.of().formatHex(Digests.sha256(bytes).bytes()));
      }
    }
    return Optional.empty();
  }

  @Override
  public void clear() {
    instances.clear();
    store = new Store();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private <T> T apart(Callable<T> work) {
    try {
      return thread.submit(work).get();
    } catch (ExecutionException e) {
      throw new AssertionError(name + " failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
