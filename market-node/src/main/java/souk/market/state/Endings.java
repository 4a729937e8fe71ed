package souk.market.state;

import java.time.Instant;
import java.util.Optional;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.Head;
import souk.settlement.index.IndexedJob;
import souk.settlement.index.JobIndex;

/** What the chain says of how agent jobs ended. Thread-safe. */
interface Endings {

  /**
   * The result that is public of a job.
   *
   * @param consumer who posted it
   * @param result with a turn that was kept
   */
  record Ending(Address consumer, Result result) {
    /** Hash of the last turn that was kept. */
    Hash lastTurn() {
      return result.trace().getLast();
    }
  }

  /** What is public of an agent job that kept a turn, and is or may yet be settled. */
  Optional<Ending> ending(Hash jobId);

  /** What has become of a turn that a job's public result ended with. */
  enum Fate {
    /** The job is not over, or not known for now. */
    OPEN,
    /** The job was settled with it. */
    SETTLED,
    /** The job is over, and did not end with it. */
    LOST
  }

  /** What has become of a turn. */
  Fate fate(Hash jobId, Hash lastTurn);

  /** Time of the newest block the node has followed; empty before the first. */
  Optional<Instant> blockTime();

  /** The endings as an index has them. */
  static Endings of(JobIndex index) {
    return new Endings() {
      @Override
      public Optional<Ending> ending(Hash jobId) {
        return index
            .job(jobId)
            .filter(job -> job.spec().kind() == JobKind.AGENT_JOB)
            .filter(job -> isPublic(job.snapshot().state()))
            .flatMap(
                job ->
                    job.result()
                        .filter(result -> !result.trace().isEmpty())
                        .map(result -> new Ending(job.spec().consumer(), result)));
      }

      @Override
      public Fate fate(Hash jobId, Hash lastTurn) {
        if (index.job(jobId).filter(Endings::isFinal).isEmpty()) {
          return Fate.OPEN;
        }
        return ending(jobId).filter(it -> it.lastTurn().equals(lastTurn)).isPresent()
            ? Fate.SETTLED
            : Fate.LOST;
      }

      @Override
      public Optional<Instant> blockTime() {
        return index.head().map(Head::time);
      }
    };
  }

  private static boolean isFinal(IndexedJob job) {
    return job.snapshot().state().isFinal();
  }

  private static boolean isPublic(JobState state) {
    return switch (state) {
      case JobState.AuditReveal _, JobState.Revealed _, JobState.Disputed _, JobState.Settled _ ->
          true;
      case JobState.Open _,
          JobState.Running _,
          JobState.Committed _,
          JobState.Clear _,
          JobState.AuditCommit _,
          JobState.AuditProviderReveal _,
          JobState.Refunded _,
          JobState.Void _ ->
          false;
    };
  }
}
