package souk.cli.command;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Tags;
import souk.protocol.value.Price;
import souk.runtime.machine.Limits;
import souk.settlement.index.IndexedOffer;

/** What is asked for running jobs, by the offers that stand on chain. */
record Asks(List<IndexedOffer> offers) {

  /** The least price at which a job with these limits and tags finds an offer. */
  Optional<Price> cheapest(Limits limits, Tags tags, Instant now) {
    return offers.stream()
        .map(IndexedOffer::offer)
        .filter(offer -> offer.expiry().isAfter(now) && isRoomFor(limits, offer))
        .filter(offer -> offer.tags().containsAll(tags))
        .map(Offer::price)
        .min(Comparator.naturalOrder());
  }

  private static boolean isRoomFor(Limits limits, Offer offer) {
    return limits.fuel().compareTo(offer.maxFuel()) <= 0
        && limits.memoryPages() <= offer.maxPages();
  }
}
