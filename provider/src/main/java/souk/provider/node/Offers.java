package souk.provider.node;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import souk.client.node.Pursuits;
import souk.protocol.codec.MarketDomain;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Offer;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;
import souk.settlement.chain.Head;
import souk.settlement.index.IndexedOffer;

/** Keeps exactly the provider's terms on offer. {@link #own} may be asked by any thread. */
final class Offers {
  private final Address self;
  private final Supplier<OfferTerms> terms;
  private final EngineName engine;
  private final MarketDomain domain;
  private final Pursuits pursuits;
  private final SecureRandom random;
  private final ProviderLog log;
  private final Optional<HandedOffer> handed;
  private volatile Map<Hash, Offer> standing = Map.of();
  // Posted by this process and not seen on chain yet.
  private @Nullable Offer posting;
  private final Set<Hash> cancelling = new HashSet<>();

  /**
   * @param terms what is to be offered now
   * @param handed keeps a signed offer with market nodes, in place of posting one
   */
  Offers(
      Address self,
      Supplier<OfferTerms> terms,
      EngineName engine,
      MarketDomain domain,
      Pursuits pursuits,
      SecureRandom random,
      ProviderLog log,
      Optional<HandedOffer> handed) {
    this.self = self;
    this.terms = terms;
    this.engine = engine;
    this.domain = domain;
    this.pursuits = pursuits;
    this.random = random;
    this.log = log;
    this.handed = handed;
  }

  /** The provider's own offer of that id, if it stands. */
  Optional<Offer> own(Hash id) {
    return Optional.ofNullable(standing.get(id));
  }

  /** Whether this provider would say that of itself: its own terms, whenever they were signed. */
  boolean isOwn(Offer offer) {
    return offer.provider().equals(self) && terms.get().areThoseOf(offer, engine);
  }

  /** Whether what stood at the block seen last is what is to be offered now. */
  boolean areAsWished() {
    return !standing.isEmpty() && standing.values().stream().allMatch(this::isOwn);
  }

  /**
   * Does what is due.
   *
   * @param all offers that are posted and not cancelled, of anybody, as of that block
   */
  void atBlock(Head now, List<IndexedOffer> all) {
    look(all);
    switch (OfferStep.next(terms.get(), engine, standing, now.time())) {
      case OfferStep.Keep _ -> posting = null;
      case OfferStep.Cancel(var ids) -> cancel(ids, now);
      case OfferStep.Post _ -> handed.ifPresentOrElse(it -> it.keep(now), () -> post(now));
    }
  }

  /**
   * Takes everything off offer that stands, posted or signed by this process.
   *
   * @return how many offers still stand on chain
   */
  int withdraw(Head now, List<IndexedOffer> all) {
    look(all);
    if (!standing.isEmpty()) {
      cancel(standing.keySet().stream().sorted().toList(), now);
    }
    return standing.size();
  }

  private void look(List<IndexedOffer> all) {
    standing =
        all.stream()
            .filter(it -> it.offer().provider().equals(self))
            .collect(Collectors.toUnmodifiableMap(IndexedOffer::id, IndexedOffer::offer));
  }

  private void cancel(List<Hash> ids, Head now) {
    pursue("offer/cancel/" + ids.getFirst(), new Call.CancelOffers(ids), now);
    ids.stream().filter(cancelling::add).forEach(log::withdrawing);
  }

  private void post(Head now) {
    var offer = posting;
    if (offer == null || now.moment().isPast(offer.expiry()) || !isOwn(offer)) {
      offer = terms.get().offer(self, engine, now.time(), 0, new BigInteger(256, random));
      posting = offer;
      log.offering(domain.offerId(offer));
    }
    pursue("offer/" + domain.offerId(offer), new Call.PostOffers(List.of(offer)), now);
  }

  private void pursue(String aim, Call call, Head now) {
    pursuits.pursue(aim, call, now.number()).ifPresent(reason -> log.failed(aim, reason));
  }
}
