package souk.client;

import java.time.Duration;
import java.util.Optional;
import souk.client.market.MarketException;
import souk.client.market.MarketNodes;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobState;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.settlement.index.IndexedJob;
import souk.settlement.index.JobIndex;

/**
 * Follows one job. Each call of {@link #next} tells one thing that is new; states that the chain
 * went through between two blocks are left out. Holds nothing that has to be closed. Not
 * thread-safe; any number may follow the same job.
 *
 * <pre>{@code
 * var watch = souk.watch(job);
 * while (!(watch.next(Duration.ofMinutes(5)).orElseThrow() instanceof Progress.Delivered)) {
 *   System.out.println("not yet");
 * }
 * }</pre>
 */
public final class JobWatch {
  /** Market nodes learn things between blocks, too. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final Hash id;
  private final JobIndex index;
  private final MarketNodes markets;
  private final Outputs outputs;
  private boolean handedIn;
  private Optional<Told> told = Optional.empty();
  private Optional<Bytes> promised = Optional.empty();
  private Optional<Bytes> delivered = Optional.empty();
  private boolean ended;

  /** What of a job was told. */
  private record Told(JobState state, int attempt) {
    static Told of(IndexedJob job) {
      return new Told(job.snapshot().state(), job.snapshot().attempt());
    }
  }

  JobWatch(Hash id, JobIndex index, MarketNodes markets, Outputs outputs) {
    this.id = id;
    this.index = index;
    this.markets = markets;
    this.outputs = outputs;
  }

  /** The job. */
  public Hash jobId() {
    return id;
  }

  /**
   * Waits for what happens next. After {@link Progress.Ended} there is nothing more to tell, and it
   * does not wait.
   *
   * @param timeout longest time to wait; with zero or less it looks once
   * @return empty if nothing happens in that time, or the market knows no such job yet
   * @throws SoukException if the market's chain is gone for good
   */
  public Optional<Progress> next(Duration timeout) throws InterruptedException {
    return Failures.told(() -> await(Deadline.in(timeout)));
  }

  private Optional<Progress> await(Deadline end) throws InterruptedException {
    while (!ended) {
      var before = index.head();
      var news = look();
      var left = end.left();
      if (news.isPresent() || !left.isPositive()) {
        return news;
      }
      var pause = left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN;
      var unused = index.await(() -> !index.head().equals(before), pause);
      Failures.requireUninterrupted();
    }
    return Optional.empty();
  }

  private Optional<Progress> look() {
    var job = index.job(id);
    return job.isEmpty() ? lookForSigned() : look(job.get());
  }

  private Optional<Progress> lookForSigned() {
    if (handedIn || !isHandedIn()) {
      return Optional.empty();
    }
    handedIn = true;
    return Optional.of(new Progress.HandedIn(id));
  }

  private boolean isHandedIn() {
    try {
      return markets.signedJob(id).isPresent();
    } catch (MarketException e) {
      return false;
    }
  }

  private Optional<Progress> look(IndexedJob job) {
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
    promised = outputs.of(job);
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
            .or(() -> outputs.of(job));
    return delivered.map(output -> new Progress.Delivered(Job.of(job), output));
  }

  private Optional<Progress> end(IndexedJob job) {
    var escrow = job.spec().escrow();
    Optional<JobOutcome> outcome =
        switch (job.snapshot().state()) {
          case JobState.Settled() -> settled(job);
          case JobState.Refunded() -> Optional.of(new JobOutcome.Refunded(id, escrow));
          case JobState.Void() -> Optional.of(new JobOutcome.Voided(id, escrow));
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
                id, job.result().orElseThrow(), job.receipt().orElseThrow(), output));
  }
}
