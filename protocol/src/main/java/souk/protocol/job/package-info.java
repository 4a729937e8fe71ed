/**
 * A job from its posting to its end.
 *
 * <pre>
 *   Open -> Running -> Committed -> Clear ----------------------------------> Revealed -> Settled
 *     |        |           \-> AuditCommit -> AuditProviderReveal -> AuditReveal ^   \
 *     v        v                                                         \-> Disputed -> Open | Void
 *  Refunded  Open (attempt + 1)
 * </pre>
 *
 * {@link souk.protocol.job.JobState} names the states and the one exit each has once its deadline
 * passes; {@link souk.protocol.job.JuryState} those of the juries that judge a disputed job.
 */
@NullMarked
package souk.protocol.job;

import org.jspecify.annotations.NullMarked;
