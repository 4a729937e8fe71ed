package souk.market.match;

import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import souk.protocol.value.Address;

/** Finds the best offer for a job. */
final class Choice {
  private final Offers offers;

  Choice(Offers offers) {
    this.offers = offers;
  }

  /** The offer the job takes; none if none serves it. */
  @Nullable Listing best(Want want) {
    for (var provider : want.demand.preferred()) {
      if (want.demand.unansweredBy(provider) == 0) {
        var listing = bestOf(want, provider);
        if (listing.isPresent()) {
          return listing.get();
        }
      }
    }
    var listing = bestOfAll(want);
    return listing == null ? bestOfUnanswered(want) : listing;
  }

  private @Nullable Listing bestOfAll(Want want) {
    return offers
        .tree()
        .firstOnRing(
            want.outlineAt(offers.blockTime()),
            listing ->
                want.demand.unansweredBy(listing.shop.provider) == 0
                    && offers.serves(listing, want),
            want.ring);
  }

  /** Of providers that left questions open, the best of those that did so least often. */
  private @Nullable Listing bestOfUnanswered(Want want) {
    if (want.demand.unanswered().isEmpty()) {
      return null;
    }
    return want.demand.unanswered().keySet().stream()
        .map(provider -> bestOf(want, provider))
        .flatMap(Optional::stream)
        .min(bestFor(want))
        .orElse(null);
  }

  private Optional<Listing> bestOf(Want want, Address provider) {
    var shop = offers.shop(provider);
    return shop == null
        ? Optional.empty()
        : shop.listings.stream()
            .filter(listing -> listing.isListed() && offers.serves(listing, want))
            .min(bestFor(want));
  }

  private static Comparator<Listing> bestFor(Want want) {
    return Comparator.comparingInt((Listing it) -> want.demand.unansweredBy(it.shop.provider))
        .thenComparingInt(it -> want.demand.preference(it.shop.provider))
        .thenComparingLong(it -> it.rank)
        .thenComparing(it -> it.ring - want.ring, Long::compareUnsigned)
        .thenComparing(it -> it.id);
  }
}
