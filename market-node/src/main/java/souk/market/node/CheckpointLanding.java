package souk.market.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import souk.client.api.SignedCheckpoint;
import souk.market.state.StateKeeper;
import souk.market.telemetry.EventLog;
import souk.protocol.job.JobState;
import souk.protocol.value.Hash;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.RelayCall;
import souk.settlement.index.IndexedJob;

/**
 * Lands the newest checkpoint of a running job shortly before its provider is late, so that the
 * next one can go on from there. Not thread-safe.
 */
final class CheckpointLanding {
  /** Of the promised run time this part before its end. */
  private static final int PART = 3;

  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final StateKeeper states;
  private final Function<Hash, Optional<IndexedJob>> jobs;
  private final Submissions submissions;
  private final EventLog log;

  CheckpointLanding(
      StateKeeper states,
      Function<Hash, Optional<IndexedJob>> jobs,
      Submissions submissions,
      EventLog log) {
    this.states = states;
    this.jobs = jobs;
    this.submissions = submissions;
    this.log = log;
  }

  /** Lands what is due at that block; each checkpoint once. */
  void land(Head head) {
    for (var id : states.jobs()) {
      jobs.apply(id)
          .map(IndexedJob::snapshot)
          .filter(job -> isDue(job, head.time()))
          .flatMap(job -> states.newest(id, job.attempt()).filter(it -> isNews(it, job)))
          .ifPresent(this::land);
    }
  }

  private static boolean isDue(JobSnapshot job, Instant now) {
    if (!(job.state() instanceof JobState.Running(var deadline)) || job.match().isEmpty()) {
      return false;
    }
    var part = job.match().get().runTime().dividedBy(PART);
    var margin = part.compareTo(LONGEST) < 0 ? part : LONGEST;
    return now.isAfter(deadline.minus(margin));
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
}
