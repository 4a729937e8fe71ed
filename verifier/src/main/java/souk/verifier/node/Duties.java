package souk.verifier.node;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import souk.client.node.OverdueExits;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.JobSnapshot;
import souk.verifier.journal.DutyId;
import souk.verifier.journal.VerifierJournal;

/**
 * Sees every duty through: at each block it asks {@link DutyStep} what comes next and does it, the
 * runs in threads of their own. Not thread-safe.
 */
final class Duties {
  private final Address self;
  private final VerifierJournal journal;
  private final Answers answers;
  private final Votes votes;
  private final OverdueExits exits;
  private final Duration margin;
  private final VerifierLog log;
  private final Map<DutyId, JobState> seen = new HashMap<>();

  /**
   * @param margin time before the deadline to answer at which a verifier that has no answer says so
   */
  Duties(
      Address self,
      VerifierJournal journal,
      Answers answers,
      Votes votes,
      OverdueExits exits,
      Duration margin,
      VerifierLog log) {
    this.self = self;
    this.journal = journal;
    this.answers = answers;
    this.votes = votes;
    this.exits = exits;
    this.margin = margin;
    this.log = log;
  }

  /**
   * Does what is due.
   *
   * @param live jobs that are not over
   * @param job any job by its id, as the chain has it now
   * @param free bond not locked; only asked for if there is a dispute
   */
  void atBlock(
      Collection<JobSnapshot> live,
      Function<Hash, Optional<JobSnapshot>> job,
      Supplier<Amount> free) {
    var known = new HashSet<>(journal.unfinished());
    live.stream()
        .flatMap(it -> Summons.in(it, self, free).stream())
        .filter(known::add)
        .forEach(this::begin);
    for (var id : known) {
      job.apply(id.jobId()).ifPresent(snapshot -> advance(id, snapshot));
    }
  }

  private void begin(DutyId id) {
    journal.begin(id);
    log.summoned(id);
  }

  private void advance(DutyId id, JobSnapshot job) {
    var answer = journal.answer(id);
    show(id, job);
    switch (DutyStep.next(id, answer.isPresent(), job, self)) {
      case AWAIT -> exits.mind(job);
      case ANSWER -> answer(id, job);
      case COMMIT -> votes.commit(id, answer.orElseThrow(), job);
      case REVEAL -> votes.reveal(id, answer.orElseThrow(), job);
      case LOST -> log.lost(id);
      case END -> end(id, job);
    }
  }

  private void answer(DutyId id, JobSnapshot job) {
    if (isTimeShort(job)) {
      votes.declareUnable(id, job);
    } else {
      answers.start(id);
    }
  }

  /** Only a drawn verifier has to say that it has no answer. */
  private boolean isTimeShort(JobSnapshot job) {
    return job.state() instanceof JobState.AuditCommit(_, _, var deadline)
        && job.readAt().moment().isPast(deadline.minus(margin));
  }

  private void end(DutyId id, JobSnapshot job) {
    answers.interrupt(id);
    journal.end(id);
    seen.remove(id);
    log.ended(id, job);
  }

  private void show(DutyId id, JobSnapshot job) {
    var before = seen.put(id, job.state());
    if (before == null || !before.label().equals(job.state().label())) {
      log.reached(id, job.state());
    }
  }
}
