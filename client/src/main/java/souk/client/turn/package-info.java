/**
 * An agent between two turns, on its way from one provider to the next, or between two jobs.
 *
 * <pre>
 *   provider --TurnParcel, sealed, signed JobCheckpoint--> market node --StateRequest, signed--> next
 *                                                                        &lt;----TurnParcel-----
 * </pre>
 *
 * <p>A parcel is a turn's checkpoint and what it changed. Whoever takes one has the state before,
 * and believes nothing that does not hash to what the checkpoint's signer signed. The last state of
 * a job is public: a {@link souk.client.turn.StateSource} gives it by its hash.
 */
@NullMarked
package souk.client.turn;

import org.jspecify.annotations.NullMarked;
