package souk.verifier.watch;

import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;

/**
 * What a verifier does unasked.
 *
 * @param shareMillionths of a million results that nobody sampled, how many it runs again; 0: none
 * @param mostFuel it runs no job again that may use more
 * @param mostAtRisk most it has out at any time in bonds of challenges and in appeals
 */
public record WatchPlan(int shareMillionths, Fuel mostFuel, Amount mostAtRisk) {
  /**
   * @throws IllegalArgumentException if there is no such share
   */
  public WatchPlan {
    if (shareMillionths < 0 || shareMillionths > Taste.WHOLE) {
      throw new IllegalArgumentException("a share is 0..1: " + shareMillionths + " millionths");
    }
  }
}
