package souk.market.record;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import souk.client.api.OfferList;
import souk.client.api.OfferView;
import souk.client.api.ProviderList;
import souk.client.api.ProviderView;
import souk.client.api.VerifierList;
import souk.client.api.VerifierView;
import souk.client.market.Page;
import souk.market.api.Cursors;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.ProviderSnapshot;
import souk.settlement.chain.VerifierSnapshot;
import souk.settlement.index.IndexedJob;
import souk.settlement.index.IndexedOffer;
import souk.settlement.index.JobIndex;

/** Who is in the market, and with what: offers, providers, verifiers. Thread-safe. */
final class MemberRecords {
  private static final Comparator<Ask> CHEAPEST =
      Comparator.comparing(Ask::price).thenComparing(Ask::id);

  private final JobIndex index;

  /** What offers are sorted by: those of one price by their ids. */
  private record Ask(Price price, Hash id) {
    static Ask of(IndexedOffer offer) {
      return new Ask(offer.offer().price(), offer.id());
    }

    static Ask parse(String text) {
      var parts = text.split("/", -1);
      return new Ask(new Price(new Amount(new BigInteger(parts[0]))), Hash.parse(parts[1]));
    }

    @Override
    public String toString() {
      return price + "/" + id;
    }
  }

  MemberRecords(JobIndex index) {
    this.index = index;
  }

  OfferList offers(Page page) {
    var after = Cursors.of(page, Ask::parse);
    var standing =
        standing()
            .filter(it -> after.filter(ask -> CHEAPEST.compare(Ask.of(it), ask) <= 0).isEmpty());
    var part =
        Parts.first(
            standing,
            Comparator.comparing(Ask::of, CHEAPEST),
            page.limit(),
            offer -> Ask.of(offer).toString());
    var running = running();
    return new OfferList(part.map(offer -> view(offer, running)), part.next());
  }

  /** Those of the offers that stand, by their ids. */
  List<OfferView> offers(Set<Hash> ids) {
    var running = running();
    return standing()
        .filter(offer -> ids.contains(offer.id()))
        .sorted(Comparator.comparing(IndexedOffer::id))
        .map(offer -> view(offer, running))
        .toList();
  }

  ProviderList providers(Page page) {
    var after = Cursors.of(page, Address::parse);
    var part =
        Parts.first(
            index.providers().stream().filter(it -> isAfter(it.address(), after)),
            Comparator.comparing(ProviderSnapshot::address),
            page.limit(),
            it -> it.address().toString());
    var offers = offers();
    var running = running();
    return new ProviderList(part.map(it -> view(it, offers, running)), part.next());
  }

  Optional<ProviderView> provider(Address address) {
    return index.provider(address).map(it -> view(it, offers(), running()));
  }

  VerifierList verifiers(Page page) {
    var after = Cursors.of(page, Address::parse);
    var part =
        Parts.first(
            index.verifiers().stream().filter(it -> isAfter(it.address(), after)),
            Comparator.comparing(VerifierSnapshot::address),
            page.limit(),
            it -> it.address().toString());
    return new VerifierList(part.map(MemberRecords::view), part.next());
  }

  /** Offers that have not expired. */
  Stream<IndexedOffer> standing() {
    var now = index.head().map(Head::time).orElse(Instant.EPOCH);
    return index.offers().stream().filter(offer -> !now.isAfter(offer.offer().expiry()));
  }

  /** How many jobs each provider runs: a slot is free again once the result is committed. */
  private Map<Address, Long> running() {
    return index.live().stream()
        .map(IndexedJob::snapshot)
        .filter(job -> job.state() instanceof JobState.Running)
        .map(JobSnapshot::provider)
        .flatMap(Optional::stream)
        .collect(groupingBy(provider -> provider, counting()));
  }

  private Map<Address, Long> offers() {
    return standing().collect(groupingBy(offer -> offer.offer().provider(), counting()));
  }

  private static boolean isAfter(Address address, Optional<Address> last) {
    return last.filter(it -> address.compareTo(it) <= 0).isEmpty();
  }

  private static OfferView view(IndexedOffer offer, Map<Address, Long> running) {
    var taken = running.getOrDefault(offer.offer().provider(), 0L);
    return new OfferView(
        offer.id(), offer.offer(), (int) Math.max(0, offer.offer().slots() - taken));
  }

  private static ProviderView view(
      ProviderSnapshot provider, Map<Address, Long> offers, Map<Address, Long> running) {
    return new ProviderView(
        provider.address(),
        provider.free(),
        provider.locked(),
        provider.auditedValue(),
        provider.faults(),
        provider.cleanAuditsOwed(),
        offers.getOrDefault(provider.address(), 0L).intValue(),
        running.getOrDefault(provider.address(), 0L).intValue());
  }

  private static VerifierView view(VerifierSnapshot verifier) {
    return new VerifierView(
        verifier.address(), verifier.free(), verifier.locked(), verifier.weight());
  }
}
