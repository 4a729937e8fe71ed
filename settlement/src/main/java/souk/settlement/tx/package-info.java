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
 * signatures, one round trip for many estimates and for many transactions. What became of them is
 * read from the logs of new blocks; receipts are asked for where a transaction logged nothing. Of
 * the processes that share a journal only the holder of its lease sends.
 *
 * <pre>{@code
 * outbox.submit("settle/" + id, new Call.Settle(List.of(id)));
 * switch (outbox.await("settle/" + id, Duration.ofSeconds(30))) { ... }
 * }</pre>
 */
@NullMarked
package souk.settlement.tx;

import org.jspecify.annotations.NullMarked;
