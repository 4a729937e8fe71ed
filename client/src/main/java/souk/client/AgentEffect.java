package souk.client;

import java.util.Optional;
import souk.protocol.evidence.EffectKind;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.settlement.chain.Refusal;

/**
 * Something a turn of an agent asked for, done or refused.
 *
 * @param turn number of the turn
 * @param index its number in that turn, from 0
 * @param kind empty: it is of none
 * @param to who got it; of a spawn the purse that pays the child, of an end the heir; empty if it
 *     was refused, and of a sleep
 * @param amount what it moved, postage included; of a sleep the time, in seconds of Unix time
 * @param body what was sent
 * @param child the job that was spawned
 * @param refusal why it was not done
 * @param block height of the block it was done or refused in
 * @param transaction the transaction that did so
 */
public record AgentEffect(
    int turn,
    int index,
    Optional<EffectKind> kind,
    Optional<Address> to,
    Amount amount,
    Optional<Bytes> body,
    Optional<Hash> child,
    Optional<Refusal> refusal,
    long block,
    Hash transaction) {}
