package souk.runtime.engine;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import run.endive.compiler.InterpreterFallback;
import run.endive.compiler.MachineFactoryCompiler;
import run.endive.runtime.Instance;
import run.endive.runtime.InterpreterMachine;
import run.endive.runtime.Machine;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.WasmModule;
import souk.protocol.offer.EngineName;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.runtime.machine.RunOutcome.HostFault;
import souk.runtime.machine.RunOutcome.Rejected;
import souk.runtime.module.Admission;
import souk.runtime.module.AdmittedModule;

/**
 * Runs modules on Endive, in this process: pure Java, compiled to bytecode or, for a second opinion
 * on small programs, interpreted.
 *
 * <p>A guest can make this process run out of memory or spin until it is interrupted; {@link
 * ChildProcessRunner} keeps it apart.
 */
public final class EndiveEngine implements Engine {
  /** Reserved, not used: deep enough that the machine's call depth always runs out first. */
  private static final long STACK_BYTES = 512L << 20;

  private final EngineName name;
  private final Function<WasmModule, Function<Instance, Machine>> machines;

  private EndiveEngine(String name, Function<WasmModule, Function<Instance, Machine>> machines) {
    this.name = new EngineName(name);
    this.machines = machines;
  }

  /** Compiles every module to Java bytecode before it runs. */
  public static EndiveEngine compiled() {
    return new EndiveEngine("endive", EndiveEngine::compile);
  }

  /** Interprets: hundreds of times slower, an implementation of its own to compare with. */
  public static EndiveEngine interpreted() {
    return new EndiveEngine("endive-interpreter", _ -> InterpreterMachine::new);
  }

  private static Function<Instance, Machine> compile(WasmModule module) {
    return MachineFactoryCompiler.builder(module)
        .withInterpreterFallback(InterpreterFallback.FAIL)
        .compile();
  }

  @Override
  public EngineName name() {
    return name;
  }

  @Override
  public RunOutcome run(Invocation invocation, Limits limits) {
    return switch (Admission.of(invocation.module().toArray())) {
      case Admission.Refused(var reason) -> new Rejected(reason);
      case Admission.Admitted(var module) -> runAdmitted(module, invocation, limits);
    };
  }

  private RunOutcome runAdmitted(AdmittedModule module, Invocation invocation, Limits limits) {
    if (module.initialMemoryPages() > limits.memoryCap()) {
      return new Rejected(
          "the module starts with %d pages of memory, the limit is %d"
              .formatted(module.initialMemoryPages(), limits.memoryCap()));
    }
    var outcome = new AtomicReference<RunOutcome>(new HostFault("the guest's thread died"));
    var guest =
        new Thread(
            null,
            () -> outcome.set(guarded(module, invocation, limits)),
            "souk-guest",
            STACK_BYTES);
    guest.setDaemon(true);
    guest.start();
    return await(guest) ? outcome.get() : new HostFault("interrupted");
  }

  private static boolean await(Thread guest) {
    try {
      guest.join();
      return true;
    } catch (InterruptedException _) {
      guest.interrupt();
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private RunOutcome guarded(AdmittedModule module, Invocation invocation, Limits limits) {
    try {
      var parsed = Parser.parse(module.rewrite(limits.memoryCap()));
      return EndiveRun.of(parsed, machines.apply(parsed), invocation, limits);
    } catch (WasmEngineException e) {
      return new HostFault(name + " cannot run this module: " + e.getMessage());
    } catch (OutOfMemoryError _) {
      return new HostFault("this host has too little memory");
    } catch (StackOverflowError _) {
      return new HostFault("this host has too little stack");
    } catch (RuntimeException | Error e) {
      return new HostFault(name + " failed: " + e);
    }
  }
}
