package souk.market.state;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.Head;
import souk.settlement.index.JobIndex;

/** What the keeper of states asks the rest of the node. Thread-safe. */
interface Facts {
  /** Who runs that attempt of an agent job now. */
  Optional<Address> runner(Hash jobId, int attempt);

  /** Whether the node asks that provider to run that attempt. */
  boolean isAsked(Address provider, Hash jobId, int attempt);

  /** Whether there is such a job, and it is not final. */
  boolean isLive(Hash jobId);

  /** Turns of the checkpoint of the job's attempt that is on chain. */
  OptionalInt landedTurns(Hash jobId);

  /** Time of the newest block the node has followed; empty before the first. */
  Optional<Instant> blockTime();

  /** The facts as an index has them. */
  static Facts of(JobIndex index, StateKeeper.Asked asked) {
    return new Facts() {
      @Override
      public Optional<Address> runner(Hash jobId, int attempt) {
        return index
            .job(jobId)
            .filter(job -> job.spec().kind() == JobKind.AGENT_JOB)
            .filter(job -> job.snapshot().attempt() == attempt)
            .filter(job -> job.snapshot().state() instanceof JobState.Running)
            .flatMap(job -> job.snapshot().provider());
      }

      @Override
      public boolean isAsked(Address provider, Hash jobId, int attempt) {
        return asked.isAsked(provider, jobId, attempt);
      }

      @Override
      public boolean isLive(Hash jobId) {
        return index.job(jobId).filter(job -> !job.snapshot().state().isFinal()).isPresent();
      }

      @Override
      public OptionalInt landedTurns(Hash jobId) {
        return index
            .job(jobId)
            .map(job -> job.snapshot().relayed().landedTurns())
            .filter(turns -> turns > 0)
            .map(OptionalInt::of)
            .orElseGet(OptionalInt::empty);
      }

      @Override
      public Optional<Instant> blockTime() {
        return index.head().map(Head::time);
      }
    };
  }
}
