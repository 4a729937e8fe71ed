package souk.market.node;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import souk.client.api.SignedCheckpoint;
import souk.market.share.Submissions;
import souk.market.share.Turns;
import souk.market.telemetry.EventLog;
import souk.protocol.job.JobState;
import souk.protocol.value.Hash;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.RelayCall;
import souk.settlement.index.IndexedJob;

/**
 * Lands the newest checkpoint of a running job shortly before its provider is late, so that the
 * next one can go on from there: not before the other nodes have the state, too, and again when
 * half of the time that was left is over, if there is a newer one. Which of several nodes does is
 * {@link Turns}' matter, until half of the time is over. Not thread-safe.
 */
final class CheckpointLanding implements AutoCloseable {
  /** Of the promised run time this part before its end. */
  private static final int PART = 3;

  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final States states;
  private final Function<Hash, Optional<IndexedJob>> jobs;
  private final StateSharing sharing;
  private final Turns turns;
  private final Submissions submissions;
  private final EventLog log;
  private final Map<Attempt, Plan> plans = new HashMap<>();

  private record Attempt(Hash jobId, int number) {}

  /** What is landed next of an attempt. */
  private static final class Plan {
    private Duration due;
    private @Nullable SignedCheckpoint chosen;

    /**
     * @param due so long before the deadline it is landed
     */
    Plan(Duration due) {
      this.due = due;
    }
  }

  /**
   * @param turns for this class alone
   */
  CheckpointLanding(
      States states,
      Function<Hash, Optional<IndexedJob>> jobs,
      StateSharing sharing,
      Turns turns,
      Submissions submissions,
      EventLog log) {
    this.states = states;
    this.jobs = jobs;
    this.sharing = sharing;
    this.turns = turns;
    this.submissions = submissions;
    this.log = log;
  }

  /** Lands what is due at that block; each checkpoint once. */
  void land(Head head) {
    var kept = states.jobs();
    var seen = new HashSet<Attempt>();
    for (var id : kept) {
      jobs.apply(id).map(IndexedJob::snapshot).ifPresent(job -> consider(job, head, seen));
    }
    plans.keySet().retainAll(seen);
    sharing.retain(kept);
    turns.endRound();
  }

  private void consider(JobSnapshot job, Head head, Set<Attempt> seen) {
    if (!(job.state() instanceof JobState.Running(var deadline)) || job.match().isEmpty()) {
      return;
    }
    var left = Duration.between(head.time(), deadline);
    if (left.compareTo(margin(job.match().get().runTime())) < 0) {
      var attempt = new Attempt(job.id(), job.attempt());
      seen.add(attempt);
      advance(attempt, plans.computeIfAbsent(attempt, _ -> new Plan(left)), job, left, head);
    }
  }

  private static Duration margin(Duration runTime) {
    var part = runTime.dividedBy(PART);
    return part.compareTo(LONGEST) < 0 ? part : LONGEST;
  }

  private void advance(Attempt attempt, Plan plan, JobSnapshot job, Duration left, Head head) {
    if (left.compareTo(plan.due) > 0) {
      return;
    }
    var next = next(plan, job);
    if (next.isPresent()) {
      // Whoever lands it, a peer that does not have it yet gets it now.
      var isShared = sharing.isShared(next.get());
      var isOurs = turns.isOurs(attempt, job.id(), head.number());
      var isUrgent = left.multipliedBy(2).compareTo(plan.due) < 0;
      if (isUrgent || (isOurs && isShared)) {
        land(next.get());
        plan.due = left.dividedBy(2);
        plan.chosen = null;
      }
    }
  }

  /** Once chosen it stays: a run that goes on brings turns faster than they are shared. */
  private Optional<SignedCheckpoint> next(Plan plan, JobSnapshot job) {
    var next =
        Optional.ofNullable(plan.chosen)
            .filter(it -> isNews(it, job))
            .or(() -> states.newest(job.id(), job.attempt()).filter(it -> isNews(it, job)));
    plan.chosen = next.orElse(null);
    return next;
  }

  private static boolean isNews(SignedCheckpoint signed, JobSnapshot job) {
    return signed.checkpoint().turns() > job.relayed().landedTurns();
  }

  private void land(SignedCheckpoint signed) {
    var checkpoint = signed.checkpoint();
    var key =
        "land/%s/%d/%d".formatted(checkpoint.jobId(), checkpoint.attempt(), checkpoint.turns());
    submissions.submit(
        key,
        new RelayCall.LandCheckpoints(
            List.of(new RelayCall.Signed(checkpoint, signed.signature()))));
    log.landing(checkpoint.jobId(), checkpoint.attempt(), checkpoint.turns());
  }

  @Override
  public void close() {
    sharing.close();
  }
}
