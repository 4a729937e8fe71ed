package souk.runtime.engine;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import souk.protocol.offer.EngineName;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.runtime.machine.RunOutcome.HostFault;
import souk.runtime.state.Snapshot;

/**
 * Runs every job in a Java process of its own: an empty environment, a heap as big as the job's
 * limits need, and an end by the wall clock, whatever the job does. Workers end with this process.
 */
public final class ChildProcessRunner implements ChildEngine {
  private static final EngineName NAME = EndiveEngine.compiled().name();
  private static final long KILL_SECONDS = 10;

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
    return Optional.empty();
  }

  @Override
  public EngineName name() {
    return NAME;
  }

  @Override
  public Opening open(AgentJob job, Optional<Snapshot> from) {
    throw new UnsupportedOperationException("agents");
  }

  @Override
  public RunOutcome run(Invocation invocation, Limits limits) {
    command.prepareInBackground();
    Process worker;
    try {
      worker = command.start(invocation, limits);
    } catch (IOException e) {
      return new HostFault("no worker could be started: " + e.getMessage());
    }
    try {
      return await(worker, invocation, limits);
    } finally {
      kill(worker);
    }
  }

  private RunOutcome await(Process worker, Invocation invocation, Limits limits) {
    var complaints = new Complaints(worker.getErrorStream());
    var exchange = new FutureTask<>(() -> exchange(worker, invocation, limits));
    Thread.ofPlatform().daemon().name("souk-worker-exchange").start(exchange);
    try {
      return exchange.get(wallClock.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return new HostFault("the job took longer than %d s".formatted(wallClock.toSeconds()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new HostFault("interrupted");
    } catch (ExecutionException e) {
      return new HostFault(
          "the worker gave no answer: %s %s".formatted(e.getCause(), complaints.firstLine()));
    }
  }

  private RunOutcome exchange(Process worker, Invocation invocation, Limits limits)
      throws IOException {
    var place = command.artefact(invocation, limits);
    var preparation =
        place.map(ArtefactFiles.Place::preparation).orElseGet(Preparation.Private::new);
    var requests = new DataOutputStream(new BufferedOutputStream(worker.getOutputStream()));
    Wire.writeRequest(requests, preparation, invocation, limits);
    return Wire.readOutcome(
        new DataInputStream(new BufferedInputStream(worker.getInputStream())),
        made -> place.ifPresent(present -> present.keep(made)),
        limits);
  }

  private static void kill(Process worker) {
    worker.descendants().forEach(ProcessHandle::destroyForcibly);
    worker.destroyForcibly();
    // Joined and not waited for, so that an interrupted thread leaves no process behind either.
    worker.onExit().completeOnTimeout(worker, KILL_SECONDS, TimeUnit.SECONDS).join();
  }
}
