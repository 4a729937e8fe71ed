package souk.settlement.chain;

import java.util.List;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Hash;

/** What an account can ask of Demands; whoever demands prepays the fee out of its balance. */
public sealed interface DemandCall extends Call {

  /**
   * Demands a chunk of the module or input, by a seated verifier that has yet to commit.
   *
   * @param job the order as posted
   * @param seat number of the sender's seat
   */
  record ForAudit(JobSpec job, BlobRole blob, int chunk, int seat) implements DemandCall {}

  /**
   * As {@link ForAudit}, by a juror.
   *
   * @param claimId the claim its jury judges
   */
  record ForJury(JobSpec job, BlobRole blob, int chunk, Hash claimId, int seat)
      implements DemandCall {}

  /**
   * Demands a chunk of an output, within the challenge window.
   *
   * @param result what was revealed
   */
  record ForOutput(Hash jobId, Result result, int chunk) implements DemandCall {}

  /** Shows the chunk that was demanded. */
  record Answer(ChunkShown chunk) implements DemandCall {}

  /** Ends demands that were not answered in time, or whose attempt is over. */
  record Close(List<Hash> demandIds) implements DemandCall {
    public Close {
      demandIds = List.copyOf(demandIds);
    }
  }
}
