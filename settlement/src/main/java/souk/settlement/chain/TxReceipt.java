package souk.settlement.chain;

import java.util.List;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/**
 * What became of a transaction that is in a block.
 *
 * @param transaction its hash
 * @param blockNumber the block's height
 * @param blockHash the block
 * @param succeeded whether it took effect; if not it was reverted and only cost gas
 * @param gasUsed gas it cost
 * @param pricePerGas what each unit of it cost, wei
 * @param events what our contracts logged in it
 */
public record TxReceipt(
    Hash transaction,
    long blockNumber,
    Hash blockHash,
    boolean succeeded,
    long gasUsed,
    Amount pricePerGas,
    List<ChainEvent> events) {
  public TxReceipt {
    events = List.copyOf(events);
  }

  /** What it cost its sender besides what it sent, wei. */
  public Amount cost() {
    return pricePerGas.times(gasUsed);
  }
}
