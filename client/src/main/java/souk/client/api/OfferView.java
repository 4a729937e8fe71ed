package souk.client.api;

import souk.protocol.offer.Offer;
import souk.protocol.value.Hash;

/**
 * A live offer as a market node saw it.
 *
 * @param id hash of the order
 * @param offer the order
 * @param freeSlots jobs it can take now
 */
public record OfferView(Hash id, Offer offer, int freeSlots) {}
