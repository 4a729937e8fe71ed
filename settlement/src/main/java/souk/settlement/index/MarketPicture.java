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
import java.util.OptionalLong;
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
  private final Deque<ChainEvent> told = new ArrayDeque<>();
  private final Set<Hash> touchedOffers = new LinkedHashSet<>();
  private final Set<Address> touchedAccounts = new LinkedHashSet<>();

  /**
   * @param leastReward the market's least r
   */
  MarketPicture(Amount leastReward) {
    this.leastReward = leastReward;
  }

  void add(ChainEvent event) {
    told.addFirst(event);
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
    touch(event);
  }

  private void touch(ChainEvent event) {
    switch (event) {
      case ChainEvent.OfOffer offer -> touchedOffers.add(offer.offerId());
      case ChainEvent.OfAccount account -> touchedAccounts.add(account.account());
      case ChainEvent.OfJob job -> touchParties(job.jobId());
      case ClaimEvent claim -> touchParties(jobsByMatter.get(claim.claimId()));
      case DemandEvent demand -> touchParties(jobsByMatter.get(demand.demandId()));
      case ChainEvent.Burned burned -> {}
      case ChainEvent.Skipped skipped -> {}
    }
  }

  private void touchParties(@Nullable Hash jobId) {
    var history = jobId == null ? null : histories.get(jobId);
    if (history != null) {
      touchedAccounts.addAll(history.parties());
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
    told.stream().takeWhile(event -> event.at().blockNumber() >= fromBlock).forEach(this::touch);
    told.removeIf(event -> event.at().blockNumber() >= fromBlock);
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

  List<IndexedJob> live() {
    return jobs.values().stream().filter(job -> !job.snapshot().state().isFinal()).toList();
  }

  JobPage jobs(JobQuery query) {
    var all = List.copyOf(jobs.values());
    var found = new ArrayList<IndexedJob>();
    for (var number = Math.min(query.before().orElse(all.size()), all.size()) - 1;
        number >= 0;
        number--) {
      var job = all.get((int) number);
      if (query.isAbout(job)) {
        if (found.size() == query.limit()) {
          return new JobPage(found, OptionalLong.of(number + 1));
        }
        found.add(job);
      }
    }
    return new JobPage(found, OptionalLong.empty());
  }

  List<ChainEvent> events(Hash jobId) {
    return Optional.ofNullable(histories.get(jobId)).map(JobHistory::events).orElse(List.of());
  }

  List<ChainEvent> events(EventQuery query) {
    return told.stream().filter(query::asksFor).limit(query.limit()).toList();
  }

  /** Offers touched since this was asked last. */
  Set<Hash> takeTouchedOffers() {
    var touched = Set.copyOf(touchedOffers);
    touchedOffers.clear();
    return touched;
  }

  /** Accounts touched since this was asked last. */
  Set<Address> takeTouchedAccounts() {
    var touched = Set.copyOf(touchedAccounts);
    touchedAccounts.clear();
    return touched;
  }

  Optional<IndexedOffer> offer(Hash id) {
    return Optional.ofNullable(cancelledIds.contains(id) ? null : posted.get(id))
        .map(offer -> new IndexedOffer(id, offer.offer()));
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
