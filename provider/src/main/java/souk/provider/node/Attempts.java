package souk.provider.node;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import souk.client.node.OverdueExits;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.provider.journal.Attempt;
import souk.provider.journal.AttemptId;
import souk.provider.journal.ProviderJournal;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.index.IndexedJob;

/**
 * Sees every attempt through: at each block it asks {@link AttemptStep} what comes next and does
 * it, the slow parts in threads of their own. Not thread-safe.
 */
final class Attempts {
  private final Address self;
  private final ProviderJournal journal;
  private final Slots slots;
  private final Runs runs;
  private final HandOvers handOvers;
  private final Deliveries deliveries;
  private final Evidences evidences;
  private final DemandAnswers demands;
  private final Attributions attributions;
  private final OverdueExits exits;
  private final Earnings earnings;
  private final ProviderLog log;
  private final Map<AttemptId, JobState> seen = new HashMap<>();

  Attempts(
      Address self,
      ProviderJournal journal,
      Slots slots,
      Runs runs,
      HandOvers handOvers,
      Deliveries deliveries,
      Evidences evidences,
      DemandAnswers demands,
      Attributions attributions,
      OverdueExits exits,
      Earnings earnings,
      ProviderLog log) {
    this.self = self;
    this.journal = journal;
    this.slots = slots;
    this.runs = runs;
    this.handOvers = handOvers;
    this.deliveries = deliveries;
    this.evidences = evidences;
    this.demands = demands;
    this.attributions = attributions;
    this.exits = exits;
    this.earnings = earnings;
    this.log = log;
  }

  /** Gives what was promised before its slot back; before the first block. */
  void resume() {
    for (var id : journal.unfinished()) {
      journal
          .attempt(id)
          .flatMap(Attempt::promise)
          .ifPresent(signed -> slots.promise(id, signed.acceptance().stake()));
    }
  }

  /**
   * Does what is due.
   *
   * @param now the block
   * @param jobs every job that is not final
   * @param job any job by its id
   */
  void atBlock(Head now, Collection<IndexedJob> jobs, Function<Hash, Optional<IndexedJob>> job) {
    var known = new HashSet<>(journal.unfinished());
    jobs.stream()
        .map(IndexedJob::snapshot)
        .filter(this::isOursToRun)
        .map(it -> new AttemptId(it.id(), it.attempt()))
        .filter(known::add)
        .forEach(journal::adopt);
    for (var id : known) {
      job.apply(id.jobId())
          .ifPresentOrElse(it -> tryToAdvance(id, it, now), () -> forgetUnlessPromised(id, now));
    }
    for (var id : journal.handedOn()) {
      job.apply(id.jobId()).ifPresent(it -> mindHandedOn(id, it, now));
    }
  }

  private boolean isOursToRun(JobSnapshot job) {
    return job.state() instanceof JobState.Running
        && job.provider().filter(self::equals).isPresent();
  }

  /** One attempt's trouble must not keep the others from their deadlines. */
  private void tryToAdvance(AttemptId id, IndexedJob job, Head now) {
    try {
      advance(id, job, now);
    } catch (RuntimeException e) {
      log.failed(id.toString(), String.valueOf(e.getMessage()));
    }
  }

  /** A job that a reorg took off the chain may come back, and the promise land with it. */
  private void forgetUnlessPromised(AttemptId id, Head now) {
    if (!journal.attempt(id).orElseThrow().canLandAt(now.moment())) {
      slots.release(id);
      close(id, Ending.LAPSED);
    }
  }

  private void advance(AttemptId id, IndexedJob indexed, Head now) {
    var job = indexed.snapshot();
    var attempt = journal.attempt(id).orElseThrow();
    var step = AttemptStep.next(attempt, job, self, now.moment());
    mindSlot(attempt, job, now);
    var isNews = show(id, job);
    switch (step) {
      case AttemptStep.Await _ -> deliverLate(attempt, job);
      case AttemptStep.Run _ -> runOrHandOver(id, indexed, now);
      case AttemptStep.Commit _ -> evidences.commit(attempt, now);
      case AttemptStep.Reveal _ -> reveal(attempt, job, now);
      case AttemptStep.Lost _ -> sayLost(id, isNews);
      case AttemptStep.End(var ending) -> end(id, ending, indexed);
    }
    if (!(step instanceof AttemptStep.End)) {
      demands.answer(id, indexed, now);
      attributions.mind(id, indexed, now);
      exits.mind(indexed, now);
    }
  }

  private void mindSlot(Attempt attempt, JobSnapshot job, Head now) {
    if (!(job.state() instanceof JobState.Open)) {
      slots.landed(attempt.id());
    }
    if (!AttemptStep.holdsSlot(attempt, job, self, now.moment())) {
      slots.release(attempt.id());
    }
  }

  private void runOrHandOver(AttemptId id, IndexedJob job, Head now) {
    if (!handOvers.mind(id, job, runs, now)) {
      runs.start(id);
    }
  }

  /** First the output, so that it is there when the result is public; but never too late. */
  private void reveal(Attempt attempt, JobSnapshot job, Head now) {
    deliveries.start(attempt.id());
    if (deliveries.isDone(attempt.id()) || deliveries.mayWaitNoLonger(job.state(), now)) {
      evidences.reveal(attempt, now);
    }
  }

  /** What was not handed over before the reveal is handed over after it. */
  private void deliverLate(Attempt attempt, JobSnapshot job) {
    if (attempt.opening().isPresent() && isPublic(job.state())) {
      deliveries.start(attempt.id());
    }
  }

  private static boolean isPublic(JobState state) {
    return switch (state) {
      case JobState.AuditReveal _, JobState.Revealed _, JobState.Disputed _ -> true;
      case JobState.Open _,
          JobState.Running _,
          JobState.Committed _,
          JobState.Clear _,
          JobState.AuditCommit _,
          JobState.AuditProviderReveal _,
          JobState.Settled _,
          JobState.Refunded _,
          JobState.Void _ ->
          false;
    };
  }

  private void end(AttemptId id, Ending ending, IndexedJob job) {
    close(id, ending);
    if (job.snapshot().state().isFinal()) {
      earnings.book(id, job);
    } else if (ending == Ending.HANDED_ON) {
      journal.handOn(id);
    }
  }

  /** This provider is paid for its turns when the job comes to its end. */
  private void mindHandedOn(AttemptId id, IndexedJob job, Head now) {
    if (job.snapshot().state().isFinal()) {
      earnings.book(id, job);
      journal.end(id);
      exits.forget(id.jobId());
    } else {
      exits.mind(job, now);
    }
  }

  private void close(AttemptId id, Ending ending) {
    runs.forget(id);
    handOvers.forget(id);
    deliveries.forget(id);
    demands.forget(id);
    attributions.forget(id);
    journal.end(id);
    exits.forget(id.jobId());
    seen.remove(id);
    log.ended(id, ending);
  }

  private void sayLost(AttemptId id, boolean isNews) {
    if (isNews) {
      log.lost(id);
    }
  }

  /** Tells the operator where the attempt is, if that is news. */
  private boolean show(AttemptId id, JobSnapshot job) {
    var before = seen.put(id, job.state());
    var isNews = before == null || !before.label().equals(job.state().label());
    if (isNews) {
      log.reached(id, job.state());
    }
    return isNews;
  }
}
