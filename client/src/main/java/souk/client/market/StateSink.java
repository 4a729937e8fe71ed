package souk.client.market;

import souk.client.api.LastTurn;
import souk.protocol.value.Hash;

/**
 * A market node that keeps states which agents go on from. Each method throws {@link
 * MarketException} if it does not answer, or refuses.
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
      public String toString() {
        return node.toString();
      }
    };
  }
}
