package souk.market.match;

import java.util.Map;
import java.util.Set;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/**
 * A job that waits for a match.
 *
 * @param jobId hash of the order
 * @param spec the order
 * @param attempt attempt it would be
 * @param barred providers it must not go to: they failed it, or cannot take it
 * @param unanswered how often a provider was asked in vain
 */
public record Demand(
    Hash jobId, JobSpec spec, int attempt, Set<Address> barred, Map<Address, Integer> unanswered) {
  public Demand {
    barred = Set.copyOf(barred);
    unanswered = Map.copyOf(unanswered);
  }

  int unansweredBy(Address provider) {
    return unanswered.getOrDefault(provider, 0);
  }
}
