/**
 * A market node at work.
 *
 * <pre>
 *   JobIndex ── block ──▶ NodeLoop ──▶ Round ──▶ BookKeeper ──▶ OrderBook ──▶ Negotiations
 *      └── changes ──────────┼───────────────────────▲                         ▲    │ long poll
 *                            └──▶ Exits ──▶ outbox            ask, answer      │    ▼
 *                                             ▲                             provider
 *                                 Landing ────┘ ◀──── acceptance, checked ─────┘
 * </pre>
 *
 * <p>Of an agent whose provider may be late the newest turn is handed to the peers and then landed
 * ({@code StateSharing}, {@code CheckpointLanding}), so that no node's death loses it.
 *
 * <p>Only what was promised is durable: matches to be landed and exits called are in the outbox,
 * notes on encrypted outputs in the journal, blobs on disk. Everything else is read from the chain
 * again after a restart.
 */
@NullMarked
package souk.market.node;

import org.jspecify.annotations.NullMarked;
