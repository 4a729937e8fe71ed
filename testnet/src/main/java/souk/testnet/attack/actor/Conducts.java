package souk.testnet.attack.actor;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import souk.client.run.JobRunner;
import souk.client.run.Preparation;
import souk.client.run.Run;
import souk.protocol.codec.Digests;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.settlement.chain.Call;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.Head;
import souk.settlement.index.EventQuery;
import souk.settlement.index.IndexedJob;
import souk.testnet.attack.actor.RogueProvider.Conduct;

/** What rogue providers do with their jobs. */
final class Conducts {
  private static final Hash SALT = Digests.keccak256(new byte[] {7});
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final int RECENT = 64;
  private static final Fuel MOST_FUEL = new Fuel(1L << 50);

  private Conducts() {}

  /** Commits to something, and never says to what. */
  static Conduct withholdReveal(Foothold foothold) {
    return (job, now) -> {
      if (job.snapshot().state() instanceof JobState.Running) {
        commit(foothold, job, commitment(foothold, job, Hash.ZERO), now);
      }
    };
  }

  /** Computes and reveals the right result, and hands its output to nobody. */
  static Conduct withholdOutput(Foothold foothold) {
    var runner = foothold.runner(LONGEST);
    return compute(foothold, job -> result(runner.run(job)));
  }

  /** The same without an eye on fuel: what does not end by itself does not end. */
  static Conduct ignoreFuelLimit(Foothold foothold) {
    var runner = foothold.runner(LONGEST);
    var engine = foothold.engine(LONGEST);
    return compute(
        foothold,
        job ->
            runner.prepare(job) instanceof Preparation.Ready(var invocation, _)
                    && engine.run(invocation, Limits.of(MOST_FUEL, job.memoryLimit()))
                        instanceof RunOutcome.Completed(var execution)
                ? Optional.of(JobRunner.result(execution))
                : Optional.empty());
  }

  private static Optional<Result> result(Run run) {
    return run instanceof Run.Ran ran ? Optional.of(ran.result()) : Optional.empty();
  }

  private static Conduct compute(
      Foothold foothold, Function<JobSpec, Optional<Result>> computation) {
    Map<Hash, Result> results = new HashMap<>();
    return (job, now) -> {
      if (job.snapshot().state() instanceof JobState.Running && !results.containsKey(job.id())) {
        computation.apply(job.spec()).ifPresent(result -> results.put(job.id(), result));
      }
      var result = results.get(job.id());
      if (result != null) {
        commitOrReveal(foothold, job, result, now);
      }
    };
  }

  /**
   * Commits to what somebody else committed to for the same work, and opens it once that one has.
   */
  static Conduct copyCommitment(Foothold foothold) {
    return (job, now) -> {
      switch (job.snapshot().state()) {
        case JobState.Running _ ->
            original(foothold, job)
                .flatMap(source -> commitmentTo(foothold, source))
                .ifPresent(commitment -> commit(foothold, job, commitment, now));
        case JobState.Clear _, JobState.AuditProviderReveal _ ->
            original(foothold, job)
                .flatMap(IndexedJob::result)
                .ifPresent(result -> reveal(foothold, job, result, now));
        case JobState.Open _,
            JobState.Committed _,
            JobState.AuditCommit _,
            JobState.AuditReveal _,
            JobState.Revealed _,
            JobState.Disputed _,
            JobState.Settled _,
            JobState.Refunded _,
            JobState.Void _ -> {}
      }
    };
  }

  private static void commitOrReveal(Foothold foothold, IndexedJob job, Result result, Head now) {
    switch (job.snapshot().state()) {
      case JobState.Running _ ->
          commit(foothold, job, commitment(foothold, job, Evidence.resultRoot(result)), now);
      case JobState.Clear _, JobState.AuditProviderReveal _ -> reveal(foothold, job, result, now);
      case JobState.Open _,
          JobState.Committed _,
          JobState.AuditCommit _,
          JobState.AuditReveal _,
          JobState.Revealed _,
          JobState.Disputed _,
          JobState.Settled _,
          JobState.Refunded _,
          JobState.Void _ -> {}
    }
  }

  private static Hash commitment(Foothold foothold, IndexedJob job, Hash root) {
    return Evidence.commitment(
        foothold.session().domain(),
        job.id(),
        job.snapshot().attempt(),
        root,
        SALT,
        foothold.address());
  }

  private static void commit(Foothold foothold, IndexedJob job, Hash commitment, Head now) {
    var only = new Call.ResultCommitment(job.id(), job.snapshot().attempt(), commitment);
    foothold.pursue("commit/" + job.id(), new Call.CommitResults(List.of(only)), now);
  }

  private static void reveal(Foothold foothold, IndexedJob job, Result result, Head now) {
    var only = new Call.ResultReveal(job.id(), result, SALT);
    foothold.pursue("reveal/" + job.id(), new Call.RevealResults(List.of(only)), now);
  }

  /** Another's job that runs the same. */
  private static Optional<IndexedJob> original(Foothold foothold, IndexedJob job) {
    return foothold
        .index()
        .events(EventQuery.newest(Set.of(ChainEvent.JobPosted.class), RECENT))
        .stream()
        .map(ChainEvent.JobPosted.class::cast)
        .filter(posted -> !posted.jobId().equals(job.id()))
        .filter(posted -> posted.job().module().equals(job.spec().module()))
        .filter(posted -> posted.job().arguments().equals(job.spec().arguments()))
        .flatMap(posted -> foothold.index().job(posted.jobId()).stream())
        .findFirst();
  }

  private static Optional<Hash> commitmentTo(Foothold foothold, IndexedJob job) {
    return foothold.index().events(job.id()).stream()
        .filter(ChainEvent.Committed.class::isInstance)
        .map(ChainEvent.Committed.class::cast)
        .map(ChainEvent.Committed::commitment)
        .findFirst();
  }
}
