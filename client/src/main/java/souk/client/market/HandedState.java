package souk.client.market;

import souk.client.api.SignedCheckpoint;
import souk.runtime.machine.Bytes;

/**
 * A state as a market node hands it over.
 *
 * @param signed what its signer says of it
 * @param parcel a {@link souk.client.turn.TurnParcel}; anything, until it is looked at
 */
public record HandedState(SignedCheckpoint signed, Bytes parcel) {}
