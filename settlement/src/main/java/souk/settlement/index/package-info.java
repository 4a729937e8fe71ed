/**
 * The chain's events as they stand now: followed by block hash, rolled back when the chain is.
 *
 * <p>{@code JobIndex} keeps what a market looks like: every job with its newest state as read from
 * the contracts, and every standing offer.
 */
@NullMarked
package souk.settlement.index;

import org.jspecify.annotations.NullMarked;
