package souk.market.node;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.index.IndexedJob;

/**
 * How many jobs each provider runs: a slot is taken from the match until the result is committed.
 * Not thread-safe.
 */
final class RunningJobs {
  private final Map<Hash, Address> runners = new HashMap<>();
  private final Map<Address, Integer> counts = new HashMap<>();

  /**
   * Takes in how a job stands.
   *
   * @return providers that run another number of jobs now
   */
  Set<Address> see(Hash jobId, Optional<IndexedJob> job) {
    var runner = job.filter(RunningJobs::isRunning).flatMap(it -> it.snapshot().provider());
    var before = Optional.ofNullable(runners.get(jobId));
    if (before.equals(runner)) {
      return Set.of();
    }
    var changed = new HashSet<Address>();
    before.ifPresent(
        provider -> {
          runners.remove(jobId);
          counts.computeIfPresent(provider, (_, count) -> count == 1 ? null : count - 1);
          changed.add(provider);
        });
    runner.ifPresent(
        provider -> {
          runners.put(jobId, provider);
          counts.merge(provider, 1, Integer::sum);
          changed.add(provider);
        });
    return changed;
  }

  /** Jobs that provider runs. */
  int of(Address provider) {
    return counts.getOrDefault(provider, 0);
  }

  static boolean isRunning(IndexedJob job) {
    return job.snapshot().state() instanceof JobState.Running;
  }
}
