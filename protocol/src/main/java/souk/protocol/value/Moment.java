package souk.protocol.value;

import java.time.Instant;

/**
 * Where the chain is: the only clock that deadlines know.
 *
 * @param blockNumber height of the newest block, at least 0
 * @param blockTime its timestamp
 */
public record Moment(long blockNumber, Instant blockTime) {
  /**
   * @throws IllegalArgumentException if the block number is negative
   */
  public Moment {
    if (blockNumber < 0) {
      throw new IllegalArgumentException("a block number is never negative: " + blockNumber);
    }
  }

  /** Whether a deadline, the last second in which something is allowed, has passed. */
  public boolean isPast(Instant deadline) {
    return blockTime.isAfter(deadline);
  }
}
