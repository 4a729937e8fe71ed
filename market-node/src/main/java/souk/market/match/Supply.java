package souk.market.match;

import souk.protocol.offer.Offer;
import souk.protocol.value.Hash;

/**
 * A standing offer and its provider.
 *
 * @param offerId hash of the order
 * @param offer the order
 * @param seller who offers, with what is promised of it taken off
 */
public record Supply(Hash offerId, Offer offer, Seller seller) {
  Pair with(Demand demand) {
    return new Pair(demand, offerId, offer, seller);
  }
}
