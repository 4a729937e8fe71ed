package souk.settlement.index;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;

/** Offers posted and not cancelled, until they have long expired. */
final class LiveOffers {
  private final Map<Hash, Posted> posted = new HashMap<>();
  private final NavigableMap<Instant, Set<Hash>> byExpiry = new TreeMap<>();

  /**
   * @param number number of the event that posted it
   */
  record Posted(long number, IndexedOffer offer) {
    static Posted of(StoredEvent stored) {
      var event = (ChainEvent.OfferPosted) stored.event();
      return new Posted(stored.number(), new IndexedOffer(event.offerId(), event.offer()));
    }

    private Instant expiry() {
      return offer.offer().expiry();
    }
  }

  void add(StoredEvent stored) {
    put(Posted.of(stored));
  }

  void put(Posted offer) {
    posted.put(offer.offer().id(), offer);
    byExpiry.computeIfAbsent(offer.expiry(), _ -> new HashSet<>()).add(offer.offer().id());
  }

  void remove(Hash id) {
    var offer = posted.remove(id);
    if (offer != null) {
      var others = byExpiry.get(offer.expiry());
      if (others != null && others.remove(id) && others.isEmpty()) {
        byExpiry.remove(offer.expiry());
      }
    }
  }

  /** The offer, if it stands at that time. */
  Optional<Posted> standing(Hash id, Instant now) {
    return Optional.ofNullable(posted.get(id)).filter(offer -> !now.isAfter(offer.expiry()));
  }

  /** Their ids. */
  Collection<Hash> all() {
    return posted.keySet();
  }

  /** Offers that stand at the one time and not at the other. */
  Set<Hash> expiringBetween(Instant from, Instant to) {
    var found = new HashSet<Hash>();
    if (from.isBefore(to)) {
      byExpiry.subMap(from, true, to, false).values().forEach(found::addAll);
    }
    return found;
  }

  /** All of them, in the order of their posts. */
  List<IndexedOffer> list() {
    return posted.values().stream()
        .sorted(Comparator.comparingLong(Posted::number))
        .map(Posted::offer)
        .toList();
  }

  /** Forgets those that expired before that time. */
  void purge(Instant time) {
    var old = byExpiry.headMap(time, false);
    old.values().forEach(posted.keySet()::removeAll);
    old.clear();
  }

  void clear() {
    posted.clear();
    byExpiry.clear();
  }
}
