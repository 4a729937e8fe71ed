package souk.client.api;

import java.util.Optional;
import souk.protocol.evidence.EffectKind;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/**
 * Something a turn of an agent asked for.
 *
 * @param index its number in its turn, from 0
 * @param kind empty: it is of none
 * @param to who got it; of a spawn the child's purse, of an end the heir
 * @param amount what it moved; of a sleep the time, in seconds of Unix time
 * @param body of a message to an account that is no agent's, as in {@link MessageView}; what it
 *     told an agent is in that one's inbox
 * @param child the job that was spawned
 * @param refused why it was not done, as {@code beyond_turn}
 */
public record EffectView(
    int index,
    Optional<EffectKind> kind,
    Optional<Address> to,
    Amount amount,
    Optional<String> body,
    Optional<Hash> child,
    Optional<String> refused) {}
