package souk.client;

import java.util.Optional;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;

/**
 * A message in an agent's mailbox.
 *
 * @param id which one
 * @param sender empty: the contract of agents itself; {@link souk.protocol.codec.NoticeCodec} reads
 *     its body
 * @param value what came with it
 * @param postage what the turn that reads it may cost the agent
 * @param body at most 4,096 bytes
 * @param read whether a turn that is completed or dropped has read it
 * @param block height of the block it came in
 * @param transaction the transaction that brought it
 */
public record InboxMessage(
    MessageId id,
    Optional<Address> sender,
    Amount value,
    Amount postage,
    Bytes body,
    boolean read,
    long block,
    Hash transaction) {}
