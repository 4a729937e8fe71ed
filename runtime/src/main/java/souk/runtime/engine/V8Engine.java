package souk.runtime.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import souk.protocol.job.JobKind;
import souk.protocol.offer.EngineName;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.Machine;
import souk.runtime.machine.RunOutcome;
import souk.runtime.module.Admission;
import souk.runtime.module.AdmittedModule;
import souk.runtime.state.Snapshot;

/**
 * Runs every job on V8, in a Node.js process of its own. This process admits and rewrites the
 * module; the other one has a second implementation of the host calls, in JavaScript.
 */
final class V8Engine implements ChildEngine {
  private static final EngineName NAME = new EngineName("v8");
  private static final int MEBIBYTE = 1 << 20;

  /** There is little to collect, but every growth of a large memory asks for it. */
  private static final String SINGLE_THREADED_GC = "--single-threaded-gc";

  /** What Node.js takes beside what grows with a job: heaps, code, stacks. */
  private static final int BASE_MEBIBYTES = 2_048;

  /** What the module and its compiled code take. */
  private static final long BYTES_PER_MODULE_BYTE = 200;

  private static final long COPIES_OF_INPUT = 3;
  private static final long COPIES_OF_OUTPUT = 4;

  private final NodeProgram node;
  private final V8Scripts scripts;
  private final Duration wallClock;

  private V8Engine(NodeProgram node, V8Scripts scripts, Duration wallClock) {
    this.node = node;
    this.scripts = scripts;
    this.wallClock = wallClock;
  }

  /**
   * The engine, if this machine can have it.
   *
   * @param cache a directory for the files that Node.js runs; made if it is not there
   * @param wallClock longest time a job may take, start of the process included
   * @throws EngineMissingException if it cannot, with one line that says why
   */
  static V8Engine on(Path cache, Duration wallClock) {
    return switch (NodeProgram.presence()) {
      case NodeProgram.Presence.Missing(var reason) -> throw missing(reason);
      case NodeProgram.Presence.Present(var node) -> {
        try {
          yield new V8Engine(node, V8Scripts.in(cache), wallClock);
        } catch (IOException e) {
          throw missing("its files cannot be put into %s (%s)".formatted(cache, e.getMessage()));
        }
      }
    };
  }

  private static EngineMissingException missing(String reason) {
    return new EngineMissingException(
        "v8 is not here: %s; install Node.js 20 or newer, or choose endive".formatted(reason));
  }

  @Override
  public V8Engine within(Duration otherWallClock) {
    return new V8Engine(node, scripts, otherWallClock);
  }

  /** There is nothing to make: Node.js starts as it is, and nothing is kept between jobs. */
  @Override
  public void prepare() {
    node.sandbox().isolation();
  }

  @Override
  public String isolation() {
    return "a process per job, heap limit, wall-clock limit, " + node.sandbox().isolation();
  }

  @Override
  public Optional<String> warning() {
    return node.sandbox().warning();
  }

  /** None: there is nothing that is admitted and V8 is slow at. */
  @Override
  public Optional<String> objection(Invocation invocation, Limits limits) {
    return Optional.empty();
  }

  @Override
  public EngineName name() {
    return NAME;
  }

  @Override
  public RunOutcome run(Invocation invocation, Limits limits) {
    return switch (JobAdmission.of(invocation, limits)) {
      case Admission.Refused(var reason) -> new RunOutcome.Rejected(reason);
      case Admission.Admitted(var module) -> run(module, invocation, limits);
    };
  }

  private RunOutcome run(AdmittedModule module, Invocation invocation, Limits limits) {
    try (var worker = start(JobKind.COMMAND, invocation, limits)) {
      return worker.ask(
          (requests, answers) -> {
            Wire.writeRequest(requests, rewritten(module, limits), invocation, limits);
            return Wire.readOutcome(answers, V8Engine::refuse, limits);
          },
          RunOutcome.HostFault::new);
    } catch (IOException e) {
      return new RunOutcome.HostFault(notStarted(e));
    }
  }

  @Override
  public Opening open(AgentJob job, Optional<Snapshot> from) {
    return switch (JobAdmission.of(job)) {
      case Admission.Refused(var reason) -> new Opening.Rejected(reason);
      case Admission.Admitted(var module) ->
          from.flatMap(AgentShape.of(module, job.limits())::objection)
              .<Opening>map(Opening.Rejected::new)
              .orElseGet(() -> open(module, job, from));
    };
  }

  private Opening open(AdmittedModule module, AgentJob job, Optional<Snapshot> from) {
    try {
      return ChildAgent.open(
          start(JobKind.AGENT_JOB, job.invocation(), job.limits()),
          rewritten(module, job.limits()),
          V8Engine::refuse,
          job,
          from);
    } catch (IOException e) {
      return new Opening.HostFault(notStarted(e));
    }
  }

  private static String notStarted(IOException e) {
    return "no worker could be started: " + e.getMessage();
  }

  /** The worker gets the module rewritten, as if it had been prepared before. */
  private static Preparation rewritten(AdmittedModule module, Limits limits) {
    var rewritten = Bytes.of(module.rewrite(limits.memoryCap()));
    return new Preparation.Done(new Artefact(rewritten, Bytes.EMPTY));
  }

  private static void refuse(Artefact artefact) {
    throw new IllegalStateException("a worker made what nobody keeps");
  }

  private WorkerProcess start(JobKind kind, Invocation invocation, Limits limits)
      throws IOException {
    var process =
        node.sandbox()
            .start(
                List.of(SINGLE_THREADED_GC, scripts.first().toString()),
                List.of(scripts.directory()),
                new Sandbox.Allowance(mebibytes(kind, invocation, limits)));
    return new WorkerProcess(process, wallClock);
  }

  private static int mebibytes(JobKind kind, Invocation invocation, Limits limits) {
    var inputBytes = (long) invocation.input().size();
    for (var content : invocation.mounts().values()) {
      inputBytes += content.size();
    }
    var bytes =
        memoryCopies(kind) * limits.memoryCap() * Machine.PAGE_BYTES
            + COPIES_OF_INPUT * inputBytes
            + COPIES_OF_OUTPUT * limits.outputBytes()
            + BYTES_PER_MODULE_BYTE * invocation.module().size();
    return Math.toIntExact(BASE_MEBIBYTES + bytes / MEBIBYTE);
  }

  /** Of the guest's memory; for an agent, also to find and to send what changed. */
  private static long memoryCopies(JobKind kind) {
    return switch (kind) {
      case COMMAND -> 1;
      case AGENT_JOB -> 5;
    };
  }
}
