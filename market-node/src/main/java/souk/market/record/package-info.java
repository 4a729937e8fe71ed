/**
 * What a market node tells of its market, read out of the index, part by part:
 *
 * <pre>
 *   JobIndex ──▶ MarketRecords ──▶ api.Records        what is asked for
 *       │  changes
 *       └──────▶ NewsFeed ───────▶ api.News           what is new, for server-sent events
 * </pre>
 *
 * <p>Nothing here is kept but sums over the past and block times: no answer holds more than one
 * part of a list.
 */
@NullMarked
package souk.market.record;

import org.jspecify.annotations.NullMarked;
