/**
 * What an application embeds: a market's chain, its market nodes and the deterministic machine
 * behind one small API.
 *
 * <pre>
 *   Souk ──▶ ChainSession ──▶ chain, outbox, job index        (settlement)
 *     ├────▶ market.MarketNodes ──▶ blobs, offers, notes       (HTTP)
 *     └────▶ runtime admission, run.JobRunner                  (runtime)
 * </pre>
 */
@NullMarked
package souk.client;

import org.jspecify.annotations.NullMarked;
