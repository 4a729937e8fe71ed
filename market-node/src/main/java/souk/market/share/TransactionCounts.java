package souk.market.share;

import souk.client.telemetry.Metrics;
import souk.settlement.tx.TxOutcome;

/**
 * Counts what became of this node's transactions.
 *
 * @param landed run for each that changed something
 * @param wasted run for each that cost gas and changed nothing
 */
public record TransactionCounts(Runnable landed, Runnable wasted) {

  /** Told among the metrics. */
  public static TransactionCounts in(Metrics metrics) {
    var landed =
        metrics.counter(
            "souk_landed_transactions_total",
            "Transactions that landed matches or called exits, in whole or in part.");
    var wasted =
        metrics.counter(
            "souk_wasted_transactions_total",
            "Transactions for which others were faster: they cost gas and changed nothing.");
    return new TransactionCounts(landed::inc, wasted::inc);
  }

  /**
   * Counts a transaction if its fate is known.
   *
   * @param elements of its batch, at least 1
   */
  public void count(TxOutcome outcome, int elements) {
    switch (outcome) {
      case TxOutcome.Included included when included.skipped().size() < elements -> landed.run();
      case TxOutcome.Included _, TxOutcome.Reverted _ -> wasted.run();
      case TxOutcome.Rejected _, TxOutcome.Pending _ -> {}
    }
  }
}
