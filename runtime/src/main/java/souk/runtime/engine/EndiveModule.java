package souk.runtime.engine;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import run.endive.compiler.Cache;
import run.endive.compiler.InterpreterFallback;
import run.endive.compiler.MachineFactoryCompiler;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.InterpreterMachine;
import run.endive.runtime.Machine;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.WasmModule;
import souk.runtime.machine.Bytes;
import souk.runtime.module.AdmittedModule;
import souk.runtime.module.NarrowStores;

/** A rewritten module as Endive runs it. */
record EndiveModule(WasmModule module, Function<Instance, Machine> machine) {

  static EndiveModule interpreted(byte[] rewritten) {
    var guarded = NarrowStores.guarded(rewritten, 0);
    return new EndiveModule(Parser.parse(guarded), InterpreterMachine::new);
  }

  /**
   * Compiles a module for a guest that is stopped by ending its process: nothing in it looks for
   * interrupts.
   *
   * @param keeper takes what that makes
   */
  static EndiveModule unwatched(byte[] rewritten, Consumer<Artefact> keeper) {
    var artefact = artefact(rewritten).unwatched();
    keeper.accept(artefact);
    return loaded(artefact);
  }

  /** Compiles; a module with a function too large for the JVM has that one interpreted. */
  private static Artefact artefact(byte[] rewritten) {
    try {
      return artefact(rewritten, InterpreterFallback.FAIL);
    } catch (WasmEngineException _) {
      return artefact(NarrowStores.guarded(rewritten, 0), InterpreterFallback.SILENT);
    }
  }

  private static Artefact artefact(byte[] rewritten, InterpreterFallback fallback) {
    var made = new AtomicReference<Bytes>(Bytes.EMPTY);
    var target =
        new Cache() {
          @Override
          public byte @Nullable [] get(String key) {
            return null;
          }

          @Override
          public void putIfAbsent(String key, byte[] classes) {
            made.set(Bytes.of(classes));
          }
        };
    machine(Parser.parse(rewritten), target, fallback);
    return new Artefact(Bytes.of(rewritten), made.get());
  }

  /** Compiles a module for this process alone. */
  static EndiveModule compiled(byte[] rewritten) {
    return loaded(artefact(rewritten));
  }

  /** Loads what an earlier run compiled; the module was valid then. */
  static EndiveModule loaded(Artefact artefact) {
    var parser = Parser.builder().withValidation(false).build();
    var module = parser.parse(artefact.rewritten()::stream);
    var source =
        new Cache() {
          @Override
          public byte[] get(String key) {
            return artefact.classes().toArray();
          }

          @Override
          public void putIfAbsent(String key, byte[] classes) {
            throw new IllegalStateException("there are classes already");
          }
        };
    return new EndiveModule(module, machine(module, source, InterpreterFallback.FAIL));
  }

  /** A new instance of which nothing has been called. */
  Instance instance(ImportValues imports) {
    return Instance.builder(module)
        .withImportValues(imports)
        .withMemoryFactory(FlatMemory::new)
        .withMachineFactory(machine)
        .withStart(false)
        .build();
  }

  /** What an agent's first turn calls. */
  List<String> firstTurn() {
    return exported().contains(AdmittedModule.AGENT_SETUP)
        ? List.of(AdmittedModule.AGENT_SETUP, AdmittedModule.AGENT_ENTRY)
        : List.of(AdmittedModule.AGENT_ENTRY);
  }

  /** Indices of an agent's mutable globals, ascending. */
  List<Integer> mutableGlobals() {
    var exported = exported();
    return IntStream.range(0, module.globalSection().globalCount())
        .filter(global -> exported.contains(AdmittedModule.getter(global)))
        .boxed()
        .toList();
  }

  private Set<String> exported() {
    var exports = module.exportSection();
    return IntStream.range(0, exports.exportCount())
        .mapToObj(i -> exports.getExport(i).name())
        .collect(Collectors.toSet());
  }

  private static Function<Instance, Machine> machine(
      WasmModule module, Cache cache, InterpreterFallback fallback) {
    return MachineFactoryCompiler.builder(module)
        .withInterpreterFallback(fallback)
        .withCache(cache)
        .compile();
  }
}
