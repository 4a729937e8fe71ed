package souk.market.order;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import souk.client.api.SignedPlacement;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/**
 * The newest placement of each job by each account that signed one: only the job's consumer's
 * counts, but who that is may be known later than the placement. Used under one lock.
 */
final class Placements {
  private final Map<Hash, Map<Address, Kept>> byJob = new HashMap<>();
  private final Map<Address, Integer> counts = new HashMap<>();
  private final NavigableMap<Long, Kept> feed = new TreeMap<>();

  /**
   * A placement that was taken.
   *
   * @param number its place in the feed
   * @param block the block at which it was taken
   * @param signer who signed it
   * @param signed what was signed
   */
  record Kept(long number, long block, Address signer, SignedPlacement signed) {
    Hash jobId() {
      return signed.placement().jobId();
    }

    long sequence() {
      return signed.placement().sequence();
    }
  }

  /** What that account said of that job. */
  Optional<Kept> find(Hash jobId, Address signer) {
    return Optional.ofNullable(byJob.getOrDefault(jobId, Map.of()).get(signer));
  }

  /** Takes one in the place of what its signer said before. */
  void put(Kept kept) {
    find(kept.jobId(), kept.signer()).ifPresent(this::remove);
    byJob.computeIfAbsent(kept.jobId(), _ -> new HashMap<>()).put(kept.signer(), kept);
    counts.merge(kept.signer(), 1, Integer::sum);
    feed.put(kept.number(), kept);
  }

  void remove(Kept kept) {
    feed.remove(kept.number());
    counts.computeIfPresent(kept.signer(), (_, count) -> count == 1 ? null : count - 1);
    byJob.computeIfPresent(
        kept.jobId(),
        (_, bySigner) -> {
          bySigner.remove(kept.signer());
          return bySigner.isEmpty() ? null : bySigner;
        });
  }

  int count() {
    return feed.size();
  }

  int countOf(Address signer) {
    return counts.getOrDefault(signer, 0);
  }

  /** Those taken after that place, oldest first. */
  Stream<Kept> after(long place) {
    return feed.tailMap(place, false).values().stream();
  }

  /** All of them, oldest first. */
  List<Kept> all() {
    return List.copyOf(feed.values());
  }
}
