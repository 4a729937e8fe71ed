package souk.market.state;

import souk.client.api.SignedCheckpoint;
import souk.runtime.machine.Bytes;

/**
 * A turn that was checked.
 *
 * @param signed what its provider signed
 * @param parcel a {@link souk.client.turn.TurnParcel} of the whole state
 */
public record KeptTurn(SignedCheckpoint signed, Bytes parcel) {}
