package souk.provider.node;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import souk.client.session.ChainSession;
import souk.protocol.offer.Offer;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.provider.price.Heard;
import souk.provider.price.MarketPrices;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Head;
import souk.settlement.index.EventQuery;
import souk.settlement.index.IndexedJob;
import souk.settlement.index.IndexedOffer;
import souk.settlement.index.JobIndex;

/**
 * What others sell for, from the contracts and this provider's own index of their events. A price
 * is heard by what it cost to say it: a settled one by the fuel that was paid for, an asked one by
 * the bond of who asks.
 */
final class MarketWatch {
  private static final int SETTLED_HEARD = 64;

  private final ChainSession session;

  MarketWatch(ChainSession session) {
    this.session = session;
  }

  /**
   * What it knows now.
   *
   * @throws ChainException if the chain cannot be asked
   */
  MarketPrices at(Head now) {
    var conditions = session.chain().conditions(self());
    return new MarketPrices(
        conditions.meanPrice(),
        conditions.floor(),
        session.chain().parameters().marketFeeBps(),
        settled(),
        asked(now));
  }

  private List<Heard> settled() {
    var query = EventQuery.newest(Set.of(ChainEvent.JobSettled.class), SETTLED_HEARD);
    return index().events(query).stream()
        .map(event -> ((ChainEvent.JobSettled) event).jobId())
        .flatMap(job -> settled(job).stream())
        .toList();
  }

  private Optional<Heard> settled(Hash jobId) {
    return index().job(jobId).filter(this::isBetweenOthers).flatMap(MarketWatch::paid);
  }

  private static Optional<Heard> paid(IndexedJob job) {
    return job.receipt()
        .map(it -> BigInteger.valueOf(it.fuelUsed().units()))
        .flatMap(fuel -> job.snapshot().match().map(match -> new Heard(match.price(), fuel)));
  }

  /** Whoever sells to itself says nothing about a price. */
  private boolean isBetweenOthers(IndexedJob job) {
    var provider = job.snapshot().provider();
    return provider.isPresent()
        && !provider.get().equals(self())
        && !provider.get().equals(job.spec().consumer());
  }

  private List<Heard> asked(Head now) {
    var byProvider =
        index().offers().stream()
            .map(IndexedOffer::offer)
            .filter(it -> !it.provider().equals(self()) && it.expiry().isAfter(now.time()))
            .collect(Collectors.groupingBy(Offer::provider));
    return byProvider.values().stream().map(this::cheapest).toList();
  }

  private Heard cheapest(Collection<Offer> ofOne) {
    var price = ofOne.stream().map(Offer::price).min(Comparator.naturalOrder()).orElseThrow();
    return new Heard(price, bond(ofOne.iterator().next().provider()));
  }

  private BigInteger bond(Address provider) {
    return index()
        .provider(provider)
        .map(it -> it.free().plus(it.locked()).units())
        .orElse(BigInteger.ZERO);
  }

  private JobIndex index() {
    return session.jobs();
  }

  private Address self() {
    return session.address();
  }
}
