package souk.settlement.chain;

import java.util.List;
import souk.protocol.evidence.JobCheckpoint;
import souk.protocol.evidence.Result;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;

/** What an account can ask about jobs that one provider begins and another ends. */
public sealed interface RelayCall extends Call {

  /**
   * Makes checkpoints of running jobs known, so that their turns are not lost if the provider is
   * late. Anybody may.
   */
  record LandCheckpoints(List<Signed> checkpoints) implements RelayCall {
    public LandCheckpoints {
      checkpoints = List.copyOf(checkpoints);
    }
  }

  /**
   * Gives a job back with what was done of it: its provider at any time, anybody once it is late.
   */
  record HandOver(Signed checkpoint) implements RelayCall {}

  /**
   * Shows the right result of a job with legs whose result was found wrong, so that who signed the
   * first wrong turn pays. Anybody may.
   */
  record Attribute(Hash jobId, Result right) implements RelayCall {}

  /** Ends the wait for that: the last providers are to blame. */
  record ConvictUnattributed(List<Hash> jobIds) implements RelayCall {
    public ConvictUnattributed {
      jobIds = List.copyOf(jobIds);
    }
  }

  /**
   * A checkpoint as its provider signed it.
   *
   * @param signature over {@link souk.protocol.codec.MarketDomain#checkpointDigest}
   */
  record Signed(JobCheckpoint checkpoint, Signature signature) {}
}
