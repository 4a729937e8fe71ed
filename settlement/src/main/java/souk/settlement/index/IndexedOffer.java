package souk.settlement.index;

import souk.protocol.offer.Offer;
import souk.protocol.value.Hash;

/**
 * An offer that was posted and not cancelled; it may have expired.
 *
 * @param id the offer
 * @param offer what was posted
 */
public record IndexedOffer(Hash id, Offer offer) {}
