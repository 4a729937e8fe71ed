package souk.verifier.node;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import souk.client.node.OverdueExits;
import souk.protocol.job.JobState;
import souk.protocol.job.JuryState;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.Seat;
import souk.settlement.index.IndexedJob;
import souk.verifier.demand.Demander;
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
  private final Demander demander;
  private final Duration margin;
  private final VerifierLog log;
  private final Map<DutyId, Optional<Seat.Status>> seen = new HashMap<>();
  private final Map<DutyId, Owed> warned = new ConcurrentHashMap<>();
  private final AtomicLong warnings = new AtomicLong();

  /**
   * @param margin time before a deadline at which the operator is warned, and a verifier without an
   *     answer says so
   */
  Duties(
      Address self,
      VerifierJournal journal,
      Answers answers,
      Votes votes,
      OverdueExits exits,
      Demander demander,
      Duration margin,
      VerifierLog log) {
    this.self = self;
    this.journal = journal;
    this.answers = answers;
    this.votes = votes;
    this.exits = exits;
    this.demander = demander;
    this.margin = margin;
    this.log = log;
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
        .flatMap(it -> Summons.in(it, self).stream())
        .filter(known::add)
        .forEach(this::begin);
    for (var id : known) {
      job.apply(id.jobId()).ifPresent(it -> tryToAdvance(id, it, now));
    }
  }

  private void begin(DutyId id) {
    journal.begin(id);
    log.summoned(id);
  }

  /** One duty's trouble must not keep the others from their deadlines. */
  private void tryToAdvance(DutyId id, IndexedJob job, Head now) {
    try {
      advance(id, job, now);
    } catch (RuntimeException e) {
      log.failed(id.toString(), String.valueOf(e.getMessage()));
    }
  }

  private void advance(DutyId id, IndexedJob indexed, Head now) {
    var job = indexed.snapshot();
    var answer = journal.answer(id);
    var isNews = show(id, job);
    warn(id, job, now);
    switch (DutyStep.next(id, answer.isPresent(), job, self)) {
      case AWAIT -> exits.mind(indexed, now);
      case ANSWER -> answer(id, indexed, now);
      case COMMIT -> votes.commit(id, answer.orElseThrow(), job, now);
      case REVEAL -> votes.reveal(id, answer.orElseThrow(), job, now);
      case LOST -> sayLost(id, isNews);
      case END -> end(id, job);
    }
  }

  private void answer(DutyId id, IndexedJob job, Head now) {
    if (isTimeShort(id, job.snapshot(), now)) {
      votes.declareUnable(id, now);
    } else {
      answers.start(id);
      demander.demand(id, job, now);
    }
    // A demand that nobody answers ends the wait.
    exits.mind(job, now);
  }

  private boolean isTimeShort(DutyId id, JobSnapshot job, Head now) {
    return deadline(id, job)
        .filter(deadline -> now.moment().isPast(deadline.minus(margin)))
        .isPresent();
  }

  /** Until when the answer has to be committed to. */
  private static Optional<Instant> deadline(DutyId id, JobSnapshot job) {
    return switch (id) {
      case DutyId.Audit _ ->
          job.state() instanceof JobState.AuditCommit(_, _, var deadline)
              ? Optional.of(deadline)
              : Optional.empty();
      case DutyId.Vote vote ->
          job.claim(vote.claimId())
              .flatMap(
                  claim ->
                      claim.jury().state() instanceof JuryState.Committing(var deadline)
                          ? Optional.of(deadline)
                          : Optional.empty());
    };
  }

  /** Tells the operator once of each thing that is owed when little time is left for it. */
  private void warn(DutyId id, JobSnapshot job, Head now) {
    var owed = Owed.of(id, job, self);
    var urgent = owed.filter(it -> now.moment().isPast(it.deadline().minus(margin)));
    if (!urgent.equals(Optional.ofNullable(warned.get(id)))) {
      urgent.ifPresentOrElse(it -> warned.put(id, it), () -> warned.remove(id));
      urgent.ifPresent(it -> raise(it, now));
    }
  }

  private void raise(Owed owed, Head now) {
    warnings.incrementAndGet();
    log.urgent(owed, owed.left(now.time()));
  }

  /** How many things are owed for which little time is left; thread-safe. */
  int urgent() {
    return warned.size();
  }

  /** How often that came about; thread-safe. */
  long warnings() {
    return warnings.get();
  }

  private void end(DutyId id, JobSnapshot job) {
    answers.interrupt(id);
    journal.end(id);
    exits.forget(id.jobId());
    demander.forget(id.jobId());
    seen.remove(id);
    warned.remove(id);
    log.ended(id, job);
  }

  private void sayLost(DutyId id, boolean isNews) {
    if (isNews) {
      log.lost(id);
    }
  }

  /** Tells the operator how far the duty is, if that is news. */
  private boolean show(DutyId id, JobSnapshot job) {
    var status = DutyStep.seat(id, job, self).map(Seat::status);
    var isNews = !status.equals(seen.put(id, status));
    if (isNews) {
      status.ifPresent(it -> log.reached(id, it));
    }
    return isNews;
  }
}
