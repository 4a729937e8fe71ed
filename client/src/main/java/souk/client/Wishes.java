package souk.client;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import souk.protocol.job.Placement;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Region;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/**
 * Where a consumer would have its job run; see {@link Placement}, which says it of one job.
 *
 * @param engine the engine that must run it; empty leaves it open
 * @param regions the provider is in one of them; empty for anywhere
 * @param leastAudited least audited value the provider's record shows, base units
 * @param preferred providers that come before all others, in this order
 * @param blocked providers it never goes to
 */
public record Wishes(
    Optional<EngineName> engine,
    Set<Region> regions,
    Amount leastAudited,
    List<Address> preferred,
    List<Address> blocked) {
  /** Anywhere will do. */
  public static final Wishes NONE =
      new Wishes(Optional.empty(), Set.of(), Amount.ZERO, List.of(), List.of());

  /**
   * @throws IllegalArgumentException if no placement could say it
   */
  public Wishes {
    var said = new Placement(Hash.ZERO, engine, regions, leastAudited, preferred, blocked, 0);
    regions = said.regions();
    preferred = said.preferred();
    blocked = said.blocked();
  }

  /** What is wished of that job. */
  public Placement of(Hash jobId, long sequence) {
    return new Placement(jobId, engine, regions, leastAudited, preferred, blocked, sequence);
  }

  /** Whether anywhere will do. */
  public boolean areNone() {
    return equals(NONE);
  }
}
