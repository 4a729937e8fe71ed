package souk.runtime.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import souk.protocol.job.JobKind;
import souk.protocol.offer.EngineName;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.runtime.machine.RunOutcome.HostFault;
import souk.runtime.module.Admission;
import souk.runtime.state.Snapshot;

/**
 * Runs every job in a Java process of its own: an empty environment, a heap as big as the job's
 * limits need, and an end by the wall clock, whatever the job does. Workers end with this process.
 */
public final class ChildProcessRunner implements ChildEngine {
  private static final EngineName NAME = EndiveEngine.compiled().name();

  /** A function whose code has more bytes may not fit the JVM's limit of 64 KiB for a method. */
  private static final int SUITED_BODY_BYTES = 16 << 10;

  private final WorkerCommand command;
  private final Duration wallClock;

  private ChildProcessRunner(WorkerCommand command, Duration wallClock) {
    this.command = command;
    this.wallClock = wallClock;
  }

  /**
   * A runner whose workers start without help from an archive.
   *
   * @param wallClock longest time a job may take, start of the process included
   */
  public static ChildProcessRunner uncached(Duration wallClock) {
    return new ChildProcessRunner(WorkerCommand.of(Optional.empty()), wallClock);
  }

  /**
   * A runner that keeps a start-up archive for its workers and the code of modules it has run, so
   * that a short job takes a third of the time. The first run makes the archive in the background,
   * once for all processes that share the directory; until then workers start without.
   *
   * @param wallClock longest time a job may take, start of the process included
   * @param cache a directory for files of this class alone; made if it is not there
   */
  public static ChildProcessRunner cached(Duration wallClock, Path cache) {
    return new ChildProcessRunner(WorkerCommand.of(Optional.of(cache)), wallClock);
  }

  @Override
  public ChildProcessRunner within(Duration otherWallClock) {
    return new ChildProcessRunner(command, otherWallClock);
  }

  /**
   * Makes the start-up archive. Without a cache directory, or with the archive there, returns at
   * once. Workers run without the archive where it cannot be made.
   */
  @Override
  public void prepare() {
    command.prepare();
  }

  @Override
  public String isolation() {
    return command.isolation();
  }

  @Override
  public Optional<String> warning() {
    return command.warning();
  }

  @Override
  public Optional<String> objection(Invocation invocation, Limits limits) {
    return Admission.of(invocation.module().toArray()) instanceof Admission.Admitted(var module)
            && module.largestBodyBytes() > SUITED_BODY_BYTES
        ? Optional.of(
            "a function of %d bytes may be too large for %s: run it on v8"
                .formatted(module.largestBodyBytes(), NAME))
        : Optional.empty();
  }

  @Override
  public EngineName name() {
    return NAME;
  }

  @Override
  public Opening open(AgentJob job, Optional<Snapshot> from) {
    var invocation = job.invocation();
    return switch (start(JobKind.AGENT_JOB, invocation, job.limits())) {
      case Start.Failed(var reason) -> new Opening.HostFault(reason);
      case Start.Started(var worker) -> {
        var place = command.artefact(JobKind.AGENT_JOB, invocation, job.limits());
        yield ChildAgent.open(worker, preparation(place), keeper(place), job, from);
      }
    };
  }

  @Override
  public RunOutcome run(Invocation invocation, Limits limits) {
    return switch (start(JobKind.COMMAND, invocation, limits)) {
      case Start.Failed(var reason) -> new HostFault(reason);
      case Start.Started(var worker) -> {
        try (worker) {
          var place = command.artefact(JobKind.COMMAND, invocation, limits);
          yield worker.ask(
              (requests, answers) -> {
                Wire.writeRequest(requests, preparation(place), invocation, limits);
                return Wire.readOutcome(answers, keeper(place), limits);
              },
              HostFault::new);
        }
      }
    };
  }

  /** What came of starting a worker. */
  private sealed interface Start {
    record Started(WorkerProcess worker) implements Start {}

    record Failed(String reason) implements Start {}
  }

  private Start start(JobKind kind, Invocation invocation, Limits limits) {
    command.prepareInBackground();
    try {
      return new Start.Started(
          new WorkerProcess(command.start(kind, invocation, limits), wallClock));
    } catch (IOException e) {
      return new Start.Failed("no worker could be started: " + e.getMessage());
    }
  }

  private static Preparation preparation(Optional<ArtefactFiles.Place> place) {
    return place.map(ArtefactFiles.Place::preparation).orElseGet(Preparation.Private::new);
  }

  private static Consumer<Artefact> keeper(Optional<ArtefactFiles.Place> place) {
    return made -> place.ifPresent(present -> present.keep(made));
  }
}
