/**
 * A verifier: re-runs jobs it is drawn for, to audit them or as a juror, and answers with salted
 * commitments.
 *
 * <pre>
 *   JobSnapshot: seats of audit and juries --Summons--> DutyId --> journal
 *
 *   for each duty, at every new block:
 *     journal + JobSnapshot --DutyStep.next--> answer | commit | reveal | wait | end
 *                                                |
 *                         journal first, then outbox
 * </pre>
 *
 * What a duty asks next is a pure function of the journal and the chain, so a killed verifier goes
 * on where it was by asking the same question again. "I cannot run it" is a message of its own and
 * never a vote.
 *
 * <p>Of a turn-job of an agent that it ran it keeps what the turn left and asks for, and hands that
 * to the market nodes if the provider did not.
 *
 * <pre>{@code
 * try (var node = VerifierNode.start(config)) {
 *   node.awaitStop();
 * }
 * }</pre>
 */
@NullMarked
package souk.verifier.node;

import org.jspecify.annotations.NullMarked;
