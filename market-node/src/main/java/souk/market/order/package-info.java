/**
 * Orders and placements that were signed and handed over instead of being posted.
 *
 * <pre>
 *   client ── PUT ──▶ OrderRoutes ──┐                    ┌──▶ journal
 *                                   ├──▶ SignedOrders ───┤
 *   peer ◀── pull ─── PeerFeed ─────┘    check, keep     └──▶ GET /v1/orders ──▶ peers
 *                                             ▲  │
 *                          JobIndex ── block ─┘  └──▶ what is in force ──▶ matching
 * </pre>
 *
 * <p>Nothing is believed: whoever hands an order over, its signature, its backing and what the
 * chain says of it are checked here. An order is in force while it is signed under its signer's
 * current nonce, not cancelled, not on chain, not expired, and backed: a job by its consumer's
 * market balance, after all that consumer's older signed jobs; an offer by its provider's bond.
 * What the chain took out of force is kept aside for as many blocks as a reorg may undo.
 */
@NullMarked
package souk.market.order;

import org.jspecify.annotations.NullMarked;
