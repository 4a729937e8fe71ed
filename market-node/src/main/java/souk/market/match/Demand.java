package souk.market.match;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import souk.protocol.job.JobSpec;
import souk.protocol.job.Placement;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/**
 * A job that waits for a match.
 *
 * @param jobId hash of the order
 * @param spec the order
 * @param attempt attempt it would be
 * @param failed providers that failed an earlier attempt: it never goes back to them
 * @param unsuited providers the chain would refuse it to at the moment
 * @param unanswered how often providers were asked about it in vain, at least 1 each
 * @param placement where the consumer wishes it to run
 */
public record Demand(
    Hash jobId,
    JobSpec spec,
    int attempt,
    Set<Address> failed,
    Set<Address> unsuited,
    Map<Address, Integer> unanswered,
    Optional<Placement> placement) {
  public Demand {
    failed = Set.copyOf(failed);
    unsuited = Set.copyOf(unsuited);
    unanswered = Map.copyOf(unanswered);
  }

  int unansweredBy(Address provider) {
    return unanswered.isEmpty() ? 0 : unanswered.getOrDefault(provider, 0);
  }

  /** Place among the providers it prefers; the largest number for all others. */
  int preference(Address provider) {
    var place = preferred().indexOf(provider);
    return place < 0 ? Integer.MAX_VALUE : place;
  }

  List<Address> preferred() {
    return placement.map(Placement::preferred).orElse(List.of());
  }

  boolean blocks(Address provider) {
    return placement.isPresent() && placement.get().blocked().contains(provider);
  }
}
