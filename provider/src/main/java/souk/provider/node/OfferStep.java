package souk.provider.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Offer;
import souk.protocol.value.Hash;

/** What keeps exactly the provider's terms on offer: a pure function of what stands on chain. */
sealed interface OfferStep {
  /** An offer of these terms stands for long enough. */
  record Keep() implements OfferStep {}

  /** These do not say the terms (any more). */
  record Cancel(List<Hash> offerIds) implements OfferStep {}

  /** One has to be posted. */
  record Post() implements OfferStep {}

  /**
   * The next step.
   *
   * @param own offers of this provider that are posted and not cancelled
   */
  static OfferStep next(OfferTerms terms, EngineName engine, Map<Hash, Offer> own, Instant now) {
    var standing =
        own.entrySet().stream().filter(it -> it.getValue().expiry().isAfter(now)).toList();
    var wrong =
        standing.stream()
            .filter(it -> !terms.areThoseOf(it.getValue(), engine))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (!wrong.isEmpty()) {
      return new Cancel(wrong);
    }
    var renewal = now.plus(renewal(terms));
    return standing.stream().anyMatch(it -> it.getValue().expiry().isAfter(renewal))
        ? new Keep()
        : new Post();
  }

  /** The next offer is posted when a quarter of the last one's life is left. */
  private static Duration renewal(OfferTerms terms) {
    return terms.lifetime().dividedBy(4);
  }
}
