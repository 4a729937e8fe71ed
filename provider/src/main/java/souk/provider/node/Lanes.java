package souk.provider.node;

import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import souk.protocol.job.SlotNonce;
import souk.settlement.chain.LaneSnapshot;

/**
 * Finds the lane a promise names: the lowest that carries no job and that no other promise names,
 * so that as few as possible are used again and again.
 */
final class Lanes {
  /** More than any provider has jobs at once. */
  private static final int MOST = 1 << 16;

  private Lanes() {}

  /**
   * A use of a free lane; empty if there is none.
   *
   * @param held lanes named by promises that may land, or that carry jobs
   * @param chain the lanes as the chain has them
   */
  static Optional<SlotNonce> free(Set<Integer> held, IntFunction<LaneSnapshot> chain) {
    for (var number = 0; number < MOST; number++) {
      if (!held.contains(number)) {
        var lane = chain.apply(number);
        if (!lane.busy()) {
          return Optional.of(lane.next());
        }
      }
    }
    return Optional.empty();
  }
}
