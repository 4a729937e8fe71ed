package souk.runtime.engine;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import souk.protocol.offer.EngineName;
import souk.runtime.machine.AgentHost;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
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

  /**
   * Compiles for a process of its own, whose end is the only way to stop a guest: interrupts are
   * not looked for.
   *
   * @param keeper takes every module's artefact before the module runs
   */
  static EndiveEngine apart(Consumer<Artefact> keeper) {
    return new EndiveEngine("endive", rewritten -> EndiveModule.unwatched(rewritten, keeper));
  }

  @Override
  public EngineName name() {
    return name;
  }

  @Override
  public Opening open(AgentJob job, Optional<Snapshot> from) {
    return switch (JobAdmission.of(job)) {
      case Admission.Refused(var reason) -> new Opening.Rejected(reason);
      case Admission.Admitted(var module) -> open(() -> rewritten(module, job.limits()), job, from);
    };
  }

  /** Opens a machine for an agent whose module has been admitted and compiled for these limits. */
  Opening open(Artefact artefact, AgentJob job, Optional<Snapshot> from) {
    return open(() -> EndiveModule.loaded(artefact), job, from);
  }

  private Opening open(Supplier<EndiveModule> module, AgentJob job, Optional<Snapshot> from) {
    var thread = new GuestThread(name);
    var opening =
        thread.<Opening>run(
            () -> EndiveAgent.open(thread, module.get(), new AgentHost(job), from),
            Opening.HostFault::new);
    if (!(opening instanceof Opening.Opened)) {
      thread.close();
    }
    return opening;
  }

  @Override
  public RunOutcome run(Invocation invocation, Limits limits) {
    return switch (JobAdmission.of(invocation, limits)) {
      case Admission.Refused(var reason) -> new RunOutcome.Rejected(reason);
      case Admission.Admitted(var module) ->
          run(() -> rewritten(module, limits), invocation, limits);
    };
  }

  /** Runs an invocation whose module has been admitted and compiled for these limits before. */
  RunOutcome run(Artefact artefact, Invocation invocation, Limits limits) {
    return run(() -> EndiveModule.loaded(artefact), invocation, limits);
  }

  private RunOutcome run(Supplier<EndiveModule> module, Invocation invocation, Limits limits) {
    try (var thread = new GuestThread(name)) {
      return thread.run(
          () -> EndiveRun.of(module.get(), invocation, limits), RunOutcome.HostFault::new);
    }
  }

  private EndiveModule rewritten(AdmittedModule module, Limits limits) {
    return loader.apply(module.rewrite(limits.memoryCap()));
  }
}
