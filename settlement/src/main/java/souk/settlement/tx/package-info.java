/**
 * Transactions that survive: written down before they are sent, sent until they are in a block.
 *
 * <pre>
 *   submit(key, call) -> journal -> nonce, fees, signature -> journal -> send -> included | reverted
 *                          ^                                                |
 *                          +-------- bump, resend, after a reorg again -----+
 * </pre>
 *
 * <p>Calls that come together go together: one write of the journal for many intents, one for many
 * signatures, one round trip for many trials and for many transactions; the next are signed while
 * the last are handed over. What became of them is read from the logs of new blocks; receipts are
 * asked for where a transaction logged nothing. Of the processes that share a journal only the
 * holder of its lease sends. What was decided so long ago that no reorg can undo it is added to
 * what all transactions cost, and forgotten.
 *
 * <p>An estimate runs a call many times to find its limit, so only one call of a shape, a verb with
 * arguments of one size, is estimated. Each other is run once, at the same block, with what that
 * one needed and a sixteenth more: if it succeeds, so much is enough for it too; if not, it is
 * estimated itself, which gives it a limit of its own or the reason why it is not sent. So a limit
 * may be shared, but never the knowledge that a call succeeds. What is signed has half as much
 * again, as after an estimate. In a batch of a contract's verbs one that runs short of gas reverts
 * the whole, so that a trial cannot pass because elements were skipped for want of gas.
 *
 * <pre>{@code
 * outbox.submit("settle/" + id, new Call.Settle(List.of(id)));
 * switch (outbox.await("settle/" + id, Duration.ofSeconds(30))) { ... }
 * }</pre>
 */
@NullMarked
package souk.settlement.tx;

import org.jspecify.annotations.NullMarked;
