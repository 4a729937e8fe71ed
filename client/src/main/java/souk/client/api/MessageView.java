package souk.client.api;

import java.time.Instant;
import java.util.Optional;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/**
 * A message in an agent's mailbox.
 *
 * @param number its place in the mailbox, from 0
 * @param sender empty: the contract of agents itself
 * @param value what came with it
 * @param postage what the turn that reads it may cost the agent
 * @param body {@code 0x} and its bytes in hexadecimal, at most 4,096
 * @param notice what the body says, if the contract of agents sent it
 * @param read whether a turn that is completed or dropped has read it
 * @param block number of the block it came in
 * @param time that block's time; empty while the chain cannot be asked
 * @param transaction the transaction that brought it
 */
public record MessageView(
    long number,
    Optional<Address> sender,
    Amount value,
    Amount postage,
    String body,
    Optional<NoticeView> notice,
    boolean read,
    long block,
    Optional<Instant> time,
    Hash transaction) {}
