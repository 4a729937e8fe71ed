package souk.client.market;

import souk.client.api.SignedCheckpoint;
import souk.protocol.job.OutputKey;

/** A market node that keeps turns. Each method throws {@link MarketException} if it does not. */
public interface TurnSink {
  /** The key that turns are sealed to. */
  OutputKey sealingKey();

  /** Hands a sealed turn over. */
  void put(SignedCheckpoint signed, byte[] sealed);

  /** The sink that is a node. */
  static TurnSink of(MarketClient node) {
    return new TurnSink() {
      @Override
      public OutputKey sealingKey() {
        return node.sealingKey();
      }

      @Override
      public void put(SignedCheckpoint signed, byte[] sealed) {
        node.putTurn(signed, sealed);
      }

      @Override
      public String toString() {
        return node.toString();
      }
    };
  }
}
