package souk.runtime.engine;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import run.endive.wasm.WasmEngineException;
import souk.protocol.job.JobKind;
import souk.protocol.offer.EngineName;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.runtime.machine.RunOutcome.HostFault;
import souk.runtime.machine.RunOutcome.Rejected;
import souk.runtime.module.Admission;
import souk.runtime.module.AdmittedModule;
import souk.runtime.state.Snapshot;

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
  private final Function<byte[], EndiveModule> loader;

  private EndiveEngine(String name, Function<byte[], EndiveModule> loader) {
    this.name = new EngineName(name);
    this.loader = loader;
  }

  /** Compiles every module to Java bytecode before it runs. */
  public static EndiveEngine compiled() {
    return new EndiveEngine("endive", EndiveModule::compiled);
  }

  /** Interprets: hundreds of times slower, an implementation of its own to compare with. */
  public static EndiveEngine interpreted() {
    return new EndiveEngine("endive-interpreter", EndiveModule::interpreted);
  }

  /** Compiles, and hands over every module's artefact before the module runs. */
  static EndiveEngine keeping(Consumer<Artefact> keeper) {
    return new EndiveEngine("endive", rewritten -> EndiveModule.compiled(rewritten, keeper));
  }

  @Override
  public EngineName name() {
    return name;
  }

  @Override
  public Opening open(AgentJob job, Optional<Snapshot> from) {
    throw new UnsupportedOperationException("agents");
  }

  @Override
  public RunOutcome run(Invocation invocation, Limits limits) {
    return switch (Admission.of(invocation.module().toArray(), JobKind.COMMAND)) {
      case Admission.Refused(var reason) -> new Rejected(reason);
      case Admission.Admitted(var module) -> runAdmitted(module, invocation, limits);
    };
  }

  /** Runs an invocation whose module has been admitted and compiled for these limits before. */
  RunOutcome run(Artefact artefact, Invocation invocation, Limits limits) {
    return runApart(() -> EndiveModule.loaded(artefact), invocation, limits);
  }

  private RunOutcome runAdmitted(AdmittedModule module, Invocation invocation, Limits limits) {
    if (module.initialMemoryPages() > limits.memoryCap()) {
      return new Rejected(
          "the module starts with %d pages of memory, the limit is %d"
              .formatted(module.initialMemoryPages(), limits.memoryCap()));
    }
    return runApart(() -> loader.apply(module.rewrite(limits.memoryCap())), invocation, limits);
  }

  /** Runs on a thread with a stack of its own. */
  private RunOutcome runApart(Supplier<EndiveModule> module, Invocation invocation, Limits limits) {
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

  private RunOutcome guarded(Supplier<EndiveModule> module, Invocation invocation, Limits limits) {
    try {
      return EndiveRun.of(module.get(), invocation, limits);
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
