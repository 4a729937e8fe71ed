/**
 * A provider: sells compute under one standing offer.
 *
 * <pre>
 *   market nodes --request--> AcceptanceDesk --check against the chain, fetch, admit--> journal
 *                <-------------- signed Acceptance --------------------------------------/
 *
 *   for each attempt, an AttemptWorker, at every new block:
 *     journal + JobSnapshot --AttemptStep.next--> run | commit | reveal | wait | end
 *                                                  |
 *                       journal first, then outbox and market nodes
 * </pre>
 *
 * <p>An agent's turns are journaled one by one and handed to the market nodes ({@code
 * AttemptRunner}, {@code TurnCouriers}): a run that was broken off goes on behind the last of them,
 * here or at the provider that takes over ({@code Resumptions}). Who did them is paid for them when
 * the job settles, whoever finishes it ({@code Earnings}).
 *
 * <p>Told to leave, it gives such jobs to whoever takes them next ({@code HandOvers}). What it asks
 * may follow the market ({@code PriceSetter}).
 *
 * <p>What an attempt has to do next is a pure function of the journal and the chain ({@code
 * AttemptStep}), so a killed provider goes on where it was by asking the same question again.
 *
 * <pre>{@code
 * try (var node = ProviderNode.start(config)) {
 *   node.awaitStop();
 * }
 * }</pre>
 */
@NullMarked
package souk.provider.node;

import org.jspecify.annotations.NullMarked;
