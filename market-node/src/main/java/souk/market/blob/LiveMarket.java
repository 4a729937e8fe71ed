package souk.market.blob;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import souk.client.api.SealedOutput;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Hash;
import souk.settlement.index.IndexedJob;

/** What a blob store asks of the market to know which blobs are needed. Thread-safe. */
public interface LiveMarket {
  /** The jobs that are not over. */
  List<IndexedJob> live();

  /** What jobs ask for that were handed in signed and are not on chain yet, by id. */
  Map<Hash, JobSpec> awaited();

  /** Modules of agents that can pay for turns, by what stands for the agent. */
  Map<Hash, Hash> modules();

  /** Any job, if it was posted. */
  Optional<IndexedJob> job(Hash id);

  /** Where a job's encrypted output is, if its provider has said so. */
  Optional<SealedOutput> sealedOutput(Hash jobId);

  /** Whether this node matched the job: it sees to it that its blobs are to be had. */
  boolean isOurs(IndexedJob job);

  /**
   * Waits until jobs are told as they are now; false if that takes longer.
   *
   * @throws souk.settlement.chain.ChainException if the chain cannot be asked
   */
  boolean awaitCaughtUp(Duration timeout);

  /** Tells the operator of something that went wrong and is tried again; one line. */
  void trouble(String reason);
}
