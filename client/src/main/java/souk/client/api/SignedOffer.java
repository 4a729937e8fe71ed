package souk.client.api;

import souk.protocol.offer.Offer;
import souk.protocol.value.Signature;

/**
 * An offer that is handed to market nodes instead of being posted.
 *
 * @param offer what is offered
 * @param signature its provider's, over {@link souk.protocol.codec.MarketDomain#offerId}
 */
public record SignedOffer(Offer offer, Signature signature) {}
