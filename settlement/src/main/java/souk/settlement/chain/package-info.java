/**
 * What the rest of the project knows of the chain: reads ({@link souk.settlement.chain.Chain}),
 * verbs ({@link souk.settlement.chain.Call}) and events ({@link souk.settlement.chain.ChainEvent}),
 * all in the protocol's own values.
 *
 * <pre>
 *   Call ----> tx.Outbox ----> Chain.send ----> | chain |
 *   JobSnapshot, AccountSnapshot, ... &lt;-------- |       |
 *   ChainEvent &lt;-- index.EventIndex &lt;---------- |       |
 * </pre>
 *
 * <p>The chain is the truth and events are hints: whoever is about to act on a job reads it again.
 *
 * <pre>{@code
 * try (var chain = Web3jChain.connect(endpoints, deployment)) {
 *   chain.job(id).map(JobSnapshot::state).ifPresent(System.out::println);
 * }
 * }</pre>
 */
@NullMarked
package souk.settlement.chain;

import org.jspecify.annotations.NullMarked;
