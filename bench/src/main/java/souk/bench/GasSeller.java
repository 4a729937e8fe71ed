package souk.bench;

import souk.protocol.offer.Offer;
import souk.settlement.keys.AccountKey;

/**
 * A provider with a bond and a posted offer.
 *
 * @param key its account
 * @param offer what it posted
 */
record GasSeller(AccountKey key, Offer offer) {}
