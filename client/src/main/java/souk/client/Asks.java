package souk.client;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Tags;
import souk.protocol.value.Fuel;
import souk.protocol.value.Price;

/** What is asked for running jobs. */
record Asks(List<Offer> offers) {

  /** The least price at which a job with these limits and tags finds an offer. */
  Optional<Price> cheapest(Fuel fuelLimit, int memoryLimit, Tags tags, Instant now) {
    return offers.stream()
        .filter(offer -> offer.expiry().isAfter(now))
        .filter(offer -> fuelLimit.compareTo(offer.maxFuel()) <= 0)
        .filter(offer -> memoryLimit <= offer.maxPages())
        .filter(offer -> offer.tags().containsAll(tags))
        .map(Offer::price)
        .min(Comparator.naturalOrder());
  }
}
