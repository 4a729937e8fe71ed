package souk.market.match;

import souk.protocol.offer.Offer;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/**
 * A live offer and what its provider has left.
 *
 * @param offerId hash of the order
 * @param offer the order
 * @param freeSlots jobs it can take now; below 1 it takes none
 * @param freeBond the provider's bond that is locked for nothing and promised to nobody
 */
public record Supply(Hash offerId, Offer offer, int freeSlots, Amount freeBond) {}
