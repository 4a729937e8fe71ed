/**
 * Transactions that survive: written down before they are sent, sent until they are in a block.
 *
 * <pre>
 *   submit(key, call) -> journal -> nonce, fees, signature -> journal -> send -> included | reverted
 *                          ^                                                |
 *                          +-------- bump, resend, after a reorg again -----+
 * </pre>
 *
 * <pre>{@code
 * outbox.submit("settle/" + id, new Call.Settle(List.of(id)));
 * switch (outbox.await("settle/" + id, Duration.ofSeconds(30))) { ... }
 * }</pre>
 */
@NullMarked
package souk.settlement.tx;

import org.jspecify.annotations.NullMarked;
