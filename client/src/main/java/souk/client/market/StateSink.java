package souk.client.market;

import java.util.Optional;
import souk.client.api.JobTurn;
import souk.client.api.LastTurn;
import souk.protocol.value.Hash;

/**
 * A market node that keeps states which agents go on from, and turns that left them. Each method
 * throws {@link MarketException} if it does not answer, or refuses.
 */
public interface StateSink {
  /** Whether it has that state. */
  boolean has(Hash stateHash);

  /**
   * Hands a state over.
   *
   * @param last the turn it is behind
   * @param snapshot its canonical bytes
   */
  void put(LastTurn last, byte[] snapshot);

  /** The turn that it says opens a job's result, if it has one; not checked. */
  Optional<JobTurn> turn(Hash jobId);

  /** Hands the turn of a job over. */
  void put(JobTurn turn);

  /** The sink that is a node. */
  static StateSink of(MarketClient node) {
    return new StateSink() {
      @Override
      public boolean has(Hash stateHash) {
        return node.hasState(stateHash);
      }

      @Override
      public void put(LastTurn last, byte[] snapshot) {
        node.putState(last, snapshot);
      }

      @Override
      public Optional<JobTurn> turn(Hash jobId) {
        return node.jobTurn(jobId);
      }

      @Override
      public void put(JobTurn turn) {
        node.putJobTurn(turn);
      }

      @Override
      public String toString() {
        return node.toString();
      }
    };
  }
}
