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
import souk.settlement.chain.JobSnapshot;

/**
 * Sees every attempt through: at each block it asks {@link AttemptStep} what comes next and does
 * it, the slow parts in threads of their own. Not thread-safe.
 */
final class Attempts {
  private final Address self;
  private final ProviderJournal journal;
  private final Slots slots;
  private final Runs runs;
  private final Deliveries deliveries;
  private final Evidences evidences;
  private final OverdueExits exits;
  private final ProviderLog log;
  private final Map<AttemptId, JobState> seen = new HashMap<>();

  Attempts(
      Address self,
      ProviderJournal journal,
      Slots slots,
      Runs runs,
      Deliveries deliveries,
      Evidences evidences,
      OverdueExits exits,
      ProviderLog log) {
    this.self = self;
    this.journal = journal;
    this.slots = slots;
    this.runs = runs;
    this.deliveries = deliveries;
    this.evidences = evidences;
    this.exits = exits;
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
   * @param live jobs that are not over
   * @param job any job by its id, as the chain has it now
   */
  void atBlock(Collection<JobSnapshot> live, Function<Hash, Optional<JobSnapshot>> job) {
    var known = new HashSet<>(journal.unfinished());
    live.stream()
        .filter(this::isOursToRun)
        .map(it -> new AttemptId(it.id(), it.attempt()))
        .filter(known::add)
        .forEach(journal::adopt);
    for (var id : known) {
      job.apply(id.jobId()).ifPresent(snapshot -> advance(id, snapshot));
    }
  }

  private boolean isOursToRun(JobSnapshot job) {
    return job.state() instanceof JobState.Running
        && job.provider().filter(self::equals).isPresent();
  }

  private void advance(AttemptId id, JobSnapshot job) {
    var attempt = journal.attempt(id).orElseThrow();
    var step = AttemptStep.next(attempt, job, self);
    mindSlot(attempt, job);
    show(id, job);
    switch (step) {
      case AttemptStep.Await _ -> deliverLate(attempt, job);
      case AttemptStep.Run _ -> runs.start(id);
      case AttemptStep.Commit _ -> evidences.commit(attempt, job);
      case AttemptStep.Reveal _ -> reveal(attempt, job);
      case AttemptStep.Lost _ -> log.lost(id);
      case AttemptStep.End(var ending) -> end(id, ending);
    }
    if (!(step instanceof AttemptStep.End)) {
      exits.mind(job);
    }
  }

  private void mindSlot(Attempt attempt, JobSnapshot job) {
    if (!(job.state() instanceof JobState.Open)) {
      slots.landed(attempt.id());
    }
    if (!AttemptStep.holdsSlot(attempt, job, self)) {
      slots.release(attempt.id());
    }
  }

  /** First the output, so that it is there when the result is public; but never too late. */
  private void reveal(Attempt attempt, JobSnapshot job) {
    deliveries.start(attempt.id());
    if (deliveries.isDone(attempt.id()) || deliveries.mayWaitNoLonger(job)) {
      evidences.reveal(attempt, job);
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

  private void end(AttemptId id, Ending ending) {
    runs.interrupt(id);
    deliveries.forget(id);
    journal.end(id);
    seen.remove(id);
    log.ended(id, ending);
  }

  private void show(AttemptId id, JobSnapshot job) {
    var before = seen.put(id, job.state());
    if (before == null || !before.label().equals(job.state().label())) {
      log.reached(id, job.state());
    }
  }
}
