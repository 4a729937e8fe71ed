package souk.settlement.index;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ClaimEvent;
import souk.settlement.chain.DemandEvent;
import souk.settlement.chain.JobSnapshot;

/** Jobs and offers as events and reads have told them. Used under one lock. */
final class MarketPicture {
  private final Amount leastReward;
  private final Map<Hash, JobHistory> histories = new LinkedHashMap<>();
  // Claims and demands by the job they are about; ids outlive reorgs.
  private final Map<Hash, Hash> jobsByMatter = new HashMap<>();
  private final Map<Hash, IndexedJob> jobs = new LinkedHashMap<>();
  private final Map<Hash, ChainEvent.OfferPosted> posted = new LinkedHashMap<>();
  private final Deque<ChainEvent.OfferCancelled> cancelled = new ArrayDeque<>();
  private final Set<Hash> cancelledIds = new HashSet<>();
  private final Set<Hash> unread = new LinkedHashSet<>();

  /**
   * @param leastReward the market's least r
   */
  MarketPicture(Amount leastReward) {
    this.leastReward = leastReward;
  }

  void add(ChainEvent event) {
    name(event);
    switch (event) {
      case ChainEvent.OfferPosted offer -> posted.putIfAbsent(offer.offerId(), offer);
      case ChainEvent.OfferCancelled offer -> {
        cancelled.addFirst(offer);
        cancelledIds.add(offer.offerId());
      }
      case ChainEvent.OfJob job -> add(job.jobId(), job);
      case ClaimEvent claim -> addIfKnown(jobsByMatter.get(claim.claimId()), claim);
      case DemandEvent demand -> addIfKnown(jobsByMatter.get(demand.demandId()), demand);
      case ChainEvent.OfAccount account -> {}
      case ChainEvent.Burned burned -> {}
      case ChainEvent.Skipped skipped -> {}
    }
  }

  private void name(ChainEvent event) {
    if (event instanceof ClaimEvent.ClaimOpened claim) {
      jobsByMatter.put(claim.claimId(), claim.jobId());
    } else if (event instanceof DemandEvent.ChunkDemanded demand) {
      jobsByMatter.put(demand.demandId(), demand.jobId());
    }
  }

  private void addIfKnown(@Nullable Hash jobId, ChainEvent event) {
    if (jobId != null) {
      add(jobId, event);
    }
  }

  private void add(Hash jobId, ChainEvent event) {
    histories.computeIfAbsent(jobId, id -> new JobHistory(id, leastReward)).add(event);
    unread.add(jobId);
  }

  void rollBack(long fromBlock) {
    histories.forEach(
        (id, history) -> {
          if (history.rollBack(fromBlock)) {
            unread.add(id);
          }
        });
    posted.values().removeIf(offer -> offer.at().blockNumber() >= fromBlock);
    cancelled.removeIf(offer -> offer.at().blockNumber() >= fromBlock);
    cancelledIds.clear();
    cancelled.forEach(offer -> cancelledIds.add(offer.offerId()));
  }

  /** Jobs whose state has to be read again. */
  Set<Hash> unread() {
    return Set.copyOf(unread);
  }

  /** Takes in what the contracts told of those jobs; who is missing there does not exist. */
  void read(Collection<Hash> ids, Map<Hash, JobSnapshot> snapshots) {
    for (var id : ids) {
      var history = histories.get(id);
      var spec = Optional.ofNullable(history).flatMap(JobHistory::spec);
      var snapshot = Optional.ofNullable(snapshots.get(id));
      if (history != null && spec.isPresent() && snapshot.isPresent()) {
        jobs.put(id, history.with(spec.get(), snapshot.get()));
      } else {
        jobs.remove(id);
      }
    }
    unread.removeAll(ids);
  }

  Optional<IndexedJob> job(Hash id) {
    return Optional.ofNullable(jobs.get(id));
  }

  Set<Address> providers(Hash jobId) {
    return Optional.ofNullable(histories.get(jobId)).map(JobHistory::providers).orElse(Set.of());
  }

  List<IndexedJob> jobs() {
    return List.copyOf(jobs.values());
  }

  List<IndexedOffer> offers() {
    var offers = new ArrayList<IndexedOffer>();
    posted.forEach(
        (id, offer) -> {
          if (!cancelledIds.contains(id)) {
            offers.add(new IndexedOffer(id, offer.offer()));
          }
        });
    return offers;
  }
}
