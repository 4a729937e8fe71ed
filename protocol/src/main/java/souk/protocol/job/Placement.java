package souk.protocol.job;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Region;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/**
 * What a consumer wishes about where its job runs, beyond the job's own terms. It is signed and
 * handed to market nodes and never on chain: honest nodes follow it, the contracts know nothing of
 * it. A later one replaces an earlier one.
 *
 * @param jobId the job
 * @param engine the engine that must run it; empty leaves it open
 * @param regions the provider is in one of them; empty for anywhere
 * @param leastAudited least audited value the provider's record shows, at most 128 bits
 * @param preferred providers that come before all others, in this order; at most {@value #MOST}
 * @param blocked providers it never goes to; at most {@value #MOST}
 * @param sequence of two placements of a job the one with the higher number counts, 0..2^63 - 1
 */
public record Placement(
    Hash jobId,
    Optional<EngineName> engine,
    Set<Region> regions,
    Amount leastAudited,
    List<Address> preferred,
    List<Address> blocked,
    long sequence) {

  /** Most providers that are preferred, and most that are blocked. */
  public static final int MOST = 64;

  /**
   * @throws IllegalArgumentException if there are too many providers, one is named twice, or a
   *     number is outside its range
   */
  public Placement {
    regions = inOrder(regions);
    preferred = List.copyOf(preferred);
    blocked = List.copyOf(blocked);
    require(leastAudited.units().bitLength() <= 128, "a least audited value has at most 128 bits");
    require(
        preferred.size() <= MOST && blocked.size() <= MOST,
        "a placement prefers at most 64 providers and blocks at most 64");
    var named = new HashSet<>(preferred);
    named.addAll(blocked);
    require(
        named.size() == preferred.size() + blocked.size(),
        "a placement names each provider at most once");
    require(sequence >= 0, "a placement's sequence is never negative");
  }

  /** Whether it wishes for nothing in particular. */
  public boolean isOpen() {
    return engine.isEmpty()
        && regions.isEmpty()
        && leastAudited.isZero()
        && preferred.isEmpty()
        && blocked.isEmpty();
  }

  private static Set<Region> inOrder(Set<Region> regions) {
    return regions.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(regions));
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
