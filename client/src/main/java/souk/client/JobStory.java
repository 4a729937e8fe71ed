package souk.client;

import java.util.Optional;
import java.util.function.Function;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobState;
import souk.runtime.machine.Bytes;
import souk.settlement.index.IndexedJob;

/** What was told of a job, and what is to be told next. Not thread-safe. */
final class JobStory {
  private final Function<IndexedJob, Optional<Bytes>> outputs;
  private Optional<Told> told = Optional.empty();
  private Optional<Bytes> promised = Optional.empty();
  private Optional<Bytes> delivered = Optional.empty();
  private boolean ended;

  /** Where a job stood. */
  private record Told(JobState state, int attempt) {
    static Told of(IndexedJob job) {
      return new Told(job.snapshot().state(), job.snapshot().attempt());
    }
  }

  /**
   * @param outputs finds a job's output, if it is to be had now
   */
  JobStory(Function<IndexedJob, Optional<Bytes>> outputs) {
    this.outputs = outputs;
  }

  /** Whether its end was told. */
  boolean isOver() {
    return ended;
  }

  /** The next thing to tell of a job as it is now; empty if all is told. */
  Optional<Progress> next(IndexedJob job) {
    var now = Told.of(job);
    if (!told.equals(Optional.of(now))) {
      forgetOutputOfOtherAttempt(now);
      told = Optional.of(now);
      return Optional.of(new Progress.Reached(Job.of(job)));
    }
    return output(job).or(() -> end(job));
  }

  private void forgetOutputOfOtherAttempt(Told now) {
    if (told.filter(it -> it.attempt() == now.attempt()).isEmpty()) {
      promised = Optional.empty();
      delivered = Optional.empty();
    }
  }

  private Optional<Progress> output(IndexedJob job) {
    return switch (job.snapshot().state()) {
      case JobState.Clear _, JobState.AuditProviderReveal _ -> promise(job);
      case JobState.AuditReveal _, JobState.Revealed _, JobState.Disputed _, JobState.Settled _ ->
          delivery(job);
      case JobState.Open _,
          JobState.Running _,
          JobState.Committed _,
          JobState.AuditCommit _,
          JobState.Refunded _,
          JobState.Void _ ->
          Optional.empty();
    };
  }

  private Optional<Progress> promise(IndexedJob job) {
    if (promised.isPresent()) {
      return Optional.empty();
    }
    promised = outputs.apply(job);
    return promised.map(output -> new Progress.Promised(Job.of(job), output));
  }

  private Optional<Progress> delivery(IndexedJob job) {
    if (delivered.isPresent()) {
      return Optional.empty();
    }
    var digest = Job.result(job).map(Result::outputDigest);
    delivered =
        promised
            .filter(output -> digest.equals(Optional.of(output.sha256())))
            .or(() -> outputs.apply(job));
    return delivered.map(output -> new Progress.Delivered(Job.of(job), output));
  }

  private Optional<Progress> end(IndexedJob job) {
    var escrow = job.spec().escrow();
    Optional<JobOutcome> outcome =
        switch (job.snapshot().state()) {
          case JobState.Settled() -> settled(job);
          case JobState.Refunded() -> Optional.of(new JobOutcome.Refunded(job.id(), escrow));
          case JobState.Void() -> Optional.of(new JobOutcome.Voided(job.id(), escrow));
          case JobState.Open _,
              JobState.Running _,
              JobState.Committed _,
              JobState.Clear _,
              JobState.AuditCommit _,
              JobState.AuditProviderReveal _,
              JobState.AuditReveal _,
              JobState.Revealed _,
              JobState.Disputed _ ->
              Optional.empty();
        };
    ended = outcome.isPresent();
    return outcome.map(Progress.Ended::new);
  }

  private Optional<JobOutcome> settled(IndexedJob job) {
    return delivered.map(
        output ->
            new JobOutcome.Settled(
                job.id(), job.result().orElseThrow(), job.receipt().orElseThrow(), output));
  }
}
