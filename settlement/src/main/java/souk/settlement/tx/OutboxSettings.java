package souk.settlement.tx;

import java.time.Duration;
import souk.protocol.value.Amount;

/**
 * How an outbox behaves.
 *
 * @param poll time between looks for a new block, above zero
 * @param bumpAfterBlocks blocks after which a transaction that is in none offers more, at least 1
 * @param finalAfterBlocks blocks on top of a transaction's after which a reorg is not reckoned
 *     with, at least 1
 * @param maxPerGas most it ever offers per unit of gas, wei
 * @param maxInFlight most transactions on their way at the same time, at least 1
 * @param blockShare batches are divided so that so many would fit in a block, at least 1
 * @param keptForBlocks blocks on top of what is decided after which it and its key are forgotten,
 *     more than {@code finalAfterBlocks}
 */
public record OutboxSettings(
    Duration poll,
    int bumpAfterBlocks,
    int finalAfterBlocks,
    Amount maxPerGas,
    int maxInFlight,
    int blockShare,
    int keptForBlocks) {
  /** For chains with blocks every few seconds, and local ones. */
  public static final OutboxSettings DEFAULT =
      new OutboxSettings(
          Duration.ofMillis(250), 5, 64, Amount.of(1_000_000_000_000L), 512, 4, 50_000);

  /**
   * @throws IllegalArgumentException if one of them is out of its range
   */
  public OutboxSettings {
    if (!poll.isPositive()) {
      throw new IllegalArgumentException("the time between looks for a block is above zero");
    }
    if (bumpAfterBlocks < 1 || finalAfterBlocks < 1 || maxInFlight < 1 || blockShare < 1) {
      throw new IllegalArgumentException(
          "blocks, transactions on their way and the share of a block are at least 1");
    }
    if (keptForBlocks <= finalAfterBlocks) {
      throw new IllegalArgumentException("what a reorg may undo is kept: keep it for more blocks");
    }
  }

  /** The same with another time between looks for a block. */
  public OutboxSettings withPoll(Duration other) {
    return new OutboxSettings(
        other,
        bumpAfterBlocks,
        finalAfterBlocks,
        maxPerGas,
        maxInFlight,
        blockShare,
        keptForBlocks);
  }
}
