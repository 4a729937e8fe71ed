package souk.protocol.job;

/**
 * One use of one of a provider's lanes: the storage on chain that a job takes from its match to its
 * end, and another job after it.
 *
 * @param lane the lane's number, from 0
 * @param uses jobs the lane has carried
 */
public record SlotNonce(int lane, int uses) {
  /**
   * @throws IllegalArgumentException if a number is negative
   */
  public SlotNonce {
    if (lane < 0 || uses < 0) {
      throw new IllegalArgumentException(
          "a lane and its uses are not negative: %d, %d".formatted(lane, uses));
    }
  }

  /** Both as one number: the lane above the lower 32 bits. */
  public long word() {
    return (long) lane << Integer.SIZE | uses;
  }
}
