/**
 * The chain's events as they stand now: followed by block hash, rolled back when the chain is.
 *
 * <pre>
 *   Chain ── blocks, events ──▶ EventIndex ── advanced, rolled back ──▶ JobIndex ──▶ nodes
 *     ▲                                                                   │
 *     └───────────── jobs named by events are read again ◀────────────────┘
 * </pre>
 *
 * <p>{@link souk.settlement.index.JobIndex} keeps what a market looks like: every job with its
 * newest state as read from the contracts, and every standing offer. It is rebuilt from the chain
 * at each start.
 */
@NullMarked
package souk.settlement.index;

import org.jspecify.annotations.NullMarked;
