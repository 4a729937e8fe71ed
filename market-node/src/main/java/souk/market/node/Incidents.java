package souk.market.node;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/**
 * What went wrong lately between jobs and providers: questions left open, matches the chain
 * refused. Not thread-safe.
 */
final class Incidents {
  private static final long SILENCE_BLOCKS = 30;
  private static final long REFUSAL_BLOCKS = 20;

  private final Map<Address, Long> silentSince = new HashMap<>();
  private final Map<Hash, Map<Address, Long>> refusedSince = new HashMap<>();
  private final Map<Hash, Map<Address, Integer>> unanswered = new HashMap<>();

  /** What does not count any more. */
  record Lapsed(Set<Hash> jobs, Set<Address> providers) {}

  /** The provider left a question about the job open. */
  void unanswered(Hash jobId, Address provider, long block) {
    silentSince.put(provider, block);
    unanswered.computeIfAbsent(jobId, _ -> new HashMap<>()).merge(provider, 1, Integer::sum);
  }

  /** The provider answered a question about the job. */
  void answered(Hash jobId, Address provider) {
    silentSince.remove(provider);
    unanswered.remove(jobId);
  }

  /** The chain did not take the job's match with the provider. */
  void refused(Hash jobId, Address provider, long block) {
    refusedSince.computeIfAbsent(jobId, _ -> new HashMap<>()).put(provider, block);
  }

  /** The job is not open any more. */
  void forget(Hash jobId) {
    unanswered.remove(jobId);
    refusedSince.remove(jobId);
  }

  boolean isSilent(Address provider) {
    return silentSince.containsKey(provider);
  }

  /** How often each provider was asked about that job in vain. */
  Map<Address, Integer> unanswered(Hash jobId) {
    return unanswered.getOrDefault(jobId, Map.of());
  }

  /** Providers that the chain refused the job to. */
  Set<Address> refused(Hash jobId) {
    return refusedSince.getOrDefault(jobId, Map.of()).keySet();
  }

  /** Forgives what is old enough at that block. */
  Lapsed lapse(long block) {
    var jobs = new HashSet<Hash>();
    refusedSince.forEach(
        (jobId, providers) -> {
          if (providers.values().removeIf(since -> block - since >= REFUSAL_BLOCKS)) {
            jobs.add(jobId);
          }
        });
    refusedSince.values().removeIf(Map::isEmpty);
    var providers = new HashSet<Address>();
    silentSince.forEach(
        (provider, since) -> {
          if (block - since >= SILENCE_BLOCKS) {
            providers.add(provider);
          }
        });
    silentSince.keySet().removeAll(providers);
    return new Lapsed(jobs, providers);
  }
}
