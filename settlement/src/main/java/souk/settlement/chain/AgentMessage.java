package souk.settlement.chain;

import java.time.Instant;
import java.util.Optional;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;

/**
 * A message in a mailbox, as the contracts keep it: the body is in the event that told of it.
 *
 * @param number from 0, in the order of the mailbox
 * @param sender empty: the contract itself; {@link souk.protocol.codec.NoticeCodec} reads its body
 * @param value what came with it
 * @param digest beginning of the body's SHA-256
 * @param sizeBytes of the body
 * @param depth how many times over it is a child's consequence
 * @param sentAt when
 * @param isReport whether it tells of a child
 */
public record AgentMessage(
    long number,
    Optional<Address> sender,
    Amount value,
    HashPrefix digest,
    int sizeBytes,
    int depth,
    Instant sentAt,
    boolean isReport) {}
