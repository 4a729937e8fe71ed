package souk.settlement.tx;

import java.time.Duration;
import souk.protocol.value.Amount;

/**
 * How an outbox behaves.
 *
 * @param poll time between looks for a new block
 * @param bumpAfterBlocks blocks after which a transaction that is in none offers more
 * @param finalAfterBlocks blocks on top of a transaction's after which a reorg is not reckoned with
 * @param maxPerGas most it ever offers per unit of gas, wei
 * @param maxInFlight most transactions on their way at the same time
 */
public record OutboxSettings(
    Duration poll, int bumpAfterBlocks, int finalAfterBlocks, Amount maxPerGas, int maxInFlight) {
  /** For chains with blocks every few seconds, and local ones. */
  public static final OutboxSettings DEFAULT =
      new OutboxSettings(Duration.ofMillis(250), 5, 64, Amount.of(1_000_000_000_000L), 16);
}
