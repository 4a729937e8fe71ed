package souk.settlement.tx;

import java.util.Map;
import souk.protocol.value.Hash;
import souk.settlement.chain.Revert;

/** What became of something submitted to the {@link Outbox}. */
public sealed interface TxOutcome {

  /** Whether nothing is left to wait for, unless a reorg undoes it. */
  default boolean isDecided() {
    return true;
  }

  /**
   * It is in a block and took effect, but for the elements of its batch that were skipped.
   *
   * @param transaction the transaction
   * @param blockNumber height of its block
   * @param skipped why, by the place in the batch of the element that was skipped, from 0
   */
  record Included(Hash transaction, long blockNumber, Map<Integer, Revert> skipped)
      implements TxOutcome {
    public Included {
      skipped = Map.copyOf(skipped);
    }
  }

  /** The contract refused it; nothing changed. */
  record Reverted(Revert reason) implements TxOutcome {}

  /** It cannot be sent: the account cannot pay for it, say. Nothing changed. */
  record Rejected(String reason) implements TxOutcome {}

  /** It is on its way. */
  record Pending() implements TxOutcome {
    @Override
    public boolean isDecided() {
      return false;
    }
  }
}
