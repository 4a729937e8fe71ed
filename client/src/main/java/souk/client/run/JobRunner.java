package souk.client.run;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import souk.client.api.WireLimits;
import souk.client.blob.BlobSource;
import souk.client.market.MarketException;
import souk.client.turn.StateSource;
import souk.protocol.codec.ChunkTree;
import souk.protocol.codec.CodeId;
import souk.protocol.codec.Digests;
import souk.protocol.codec.EffectCodec;
import souk.protocol.codec.InputCodec;
import souk.protocol.evidence.Result;
import souk.protocol.job.Arguments;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.job.Mount;
import souk.protocol.value.Hash;
import souk.runtime.engine.AgentRunner;
import souk.runtime.engine.Engine;
import souk.runtime.engine.JobAdmission;
import souk.runtime.engine.TurnObserver;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Execution;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.Machine;
import souk.runtime.machine.RunOutcome;
import souk.runtime.module.Admission;
import souk.runtime.state.Place;

/** Fetches what a job names and runs it. Thread-safe if its engines are. */
public final class JobRunner {
  private final BlobSource blobs;
  private final StateSource states;
  private final EnginePick engines;

  /**
   * @param sources where what jobs name comes from
   * @param engine runs every job
   */
  public JobRunner(JobSources sources, Engine engine) {
    this(sources, (_, _) -> engine);
  }

  /**
   * @param sources where what jobs name comes from
   * @param engines says what runs a job
   */
  public JobRunner(JobSources sources, EnginePick engines) {
    this.blobs = sources.blobs();
    this.states = sources.states();
    this.engines = engines;
  }

  /**
   * Fetches what the job needs and checks that the machine admits it and that its demands could be
   * answered. Never throws for a job.
   */
  public Preparation prepare(JobSpec job) {
    var fetched = fetched(job);
    return fetched instanceof Preparation.Ready(var invocation, _) && !hasChunksOf(job, invocation)
        ? new Preparation.Invalid("the job's chunks are not those of its module and input")
        : fetched;
  }

  private Preparation fetched(JobSpec job) {
    try {
      return checked(job, fetch(job));
    } catch (MarketException e) {
      return new Preparation.Unavailable(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return new Preparation.Invalid(String.valueOf(e.getMessage()));
    }
  }

  /** Fetches what the job needs and runs it, whether or not its demands could be answered. */
  public Run run(JobSpec job) {
    return run(job, Optional.empty(), TurnObserver.NONE);
  }

  /**
   * As {@link #run(JobSpec)}, from a place in it.
   *
   * @param from where an agent goes on; empty for the beginning
   * @param observer who is told of an agent's turns
   */
  public Run run(JobSpec job, Optional<Place> from, TurnObserver observer) {
    return switch (fetched(job)) {
      case Preparation.Ready ready -> run(job, ready, from, observer);
      case Preparation.Unavailable(var reason) -> new Run.CannotRun(reason);
      case Preparation.Invalid(var reason) -> new Run.CannotRun(reason);
      case Preparation.Unsuited(var reason) -> new Run.CannotRun(reason);
    };
  }

  private Run run(
      JobSpec job, Preparation.Ready ready, Optional<Place> from, TurnObserver observer) {
    return switch (execute(job, ready, from, observer)) {
      case RunOutcome.Completed(var execution) ->
          new Run.Ran(result(execution), execution.output(), execution.log());
      case RunOutcome.Rejected(var reason) -> new Run.CannotRun(reason);
      case RunOutcome.HostFault(var reason) -> new Run.CannotRun(reason);
    };
  }

  private RunOutcome execute(
      JobSpec job, Preparation.Ready ready, Optional<Place> from, TurnObserver observer) {
    var engine = engines.engineFor(ready.invocation(), limits(job));
    return switch (job.kind()) {
      case COMMAND -> engine.run(ready.invocation(), limits(job));
      case AGENT_JOB -> {
        var runner = new AgentRunner(engine);
        var agent = agentJob(job, ready.invocation());
        yield from.map(
                it -> runner.resume(agent, it.checkpoint(), Optional.of(it.state()), observer))
            .orElseGet(() -> runner.run(agent, ready.first(), observer));
      }
    };
  }

  /** Why an agent cannot go on from a place, one line. */
  public static Optional<String> objection(JobSpec job, Invocation invocation, Place from) {
    return AgentRunner.objection(
        agentJob(job, invocation), from.checkpoint(), Optional.of(from.state()));
  }

  private static AgentJob agentJob(JobSpec job, Invocation invocation) {
    return new AgentJob(invocation, limits(job), job.turnLimit(), job.postedAt());
  }

  /** What the machine lets a job use: its own limits and the default output limit. */
  public static Limits limits(JobSpec job) {
    return Limits.of(job.fuelLimit(), job.memoryLimit());
  }

  /** What an execution is committed to as. */
  public static Result result(Execution execution) {
    var output = execution.output().toArray();
    return new Result(
        Digests.sha256(output),
        ChunkTree.root(output),
        execution.status(),
        execution.fuelUsed(),
        EffectCodec.root(execution.effects()),
        execution.trace());
  }

  /** Why the machine would not run that as that kind of job within those limits, one line. */
  public static Optional<String> problem(JobKind kind, Invocation invocation, Limits limits) {
    return switch (JobAdmission.of(kind, invocation, limits)) {
      case Admission.Refused(var reason) -> Optional.of(reason);
      case Admission.Admitted _ -> Optional.empty();
    };
  }

  private Preparation checked(JobSpec job, Invocation invocation) {
    return problem(job.kind(), invocation, limits(job))
        .<Preparation>map(Preparation.Invalid::new)
        .orElseGet(() -> withFirstState(job, invocation));
  }

  private Preparation withFirstState(JobSpec job, Invocation invocation) {
    var named =
        switch (job.kind()) {
          case COMMAND -> Optional.<Hash>empty();
          case AGENT_JOB -> agentJob(job, invocation).input().firstState();
        };
    var first = named.map(states::state);
    return first
        .flatMap(state -> JobAdmission.objection(agentJob(job, invocation), state))
        .<Preparation>map(Preparation.Invalid::new)
        .orElseGet(() -> new Preparation.Ready(invocation, first));
  }

  private static boolean hasChunksOf(JobSpec job, Invocation invocation) {
    return ChunkTree.pair(invocation.module().toArray(), invocation.input().toArray())
        .equals(job.chunks());
  }

  private Invocation fetch(JobSpec job) {
    require(
        CodeId.of(job.module(), Machine.VERSION).equals(job.codeId()),
        "the job is for another version of the machine, or another module");
    var mounts = mounts(job);
    return new Invocation(blob(job.module()), arguments(job), blob(job.input()), contents(mounts));
  }

  private Arguments arguments(JobSpec job) {
    return job.arguments().isZero()
        ? Arguments.NONE
        : InputCodec.decodeArguments(blobs.getBlob(job.arguments(), WireLimits.MAX_MANIFEST_BYTES));
  }

  private List<Mount> mounts(JobSpec job) {
    return job.mounts().isZero()
        ? List.of()
        : InputCodec.decodeMounts(blobs.getBlob(job.mounts(), WireLimits.MAX_MANIFEST_BYTES));
  }

  private SortedMap<String, Bytes> contents(List<Mount> mounts) {
    requireFitting(mounts);
    var contents = new TreeMap<String, Bytes>();
    for (var mount : mounts) {
      var content = blob(mount.blob());
      require(
          content.size() == mount.sizeBytes(),
          "the mount '%s' does not have the size it declares".formatted(mount.path()));
      contents.put(mount.path(), content);
    }
    return contents;
  }

  /** Before anything is fetched: a manifest of two lines could ask for terabytes. */
  private static void requireFitting(List<Mount> mounts) {
    var left = (long) Machine.MAX_INPUT_BYTES;
    for (var mount : mounts) {
      require(
          mount.sizeBytes() <= Math.min(left, WireLimits.MAX_BLOB_BYTES),
          "the mounts are larger than the machine takes");
      left -= mount.sizeBytes();
    }
  }

  private Bytes blob(Hash digest) {
    return Bytes.of(blobs.getBlob(digest, WireLimits.MAX_BLOB_BYTES));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
