package souk.settlement.chain;

import java.time.Instant;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;

/**
 * A turn of an agent that is being run or landed.
 *
 * @param jobId the turn-job
 * @param waker who posted it, and gets a tip
 * @param postedAt when
 * @param messages how many of the agent's unread messages it reads, the oldest ones
 * @param reports how many of those tell of children
 * @param depth how many times over it is a child's consequence
 * @param landed effects that are done or refused
 * @param postage what it took from the postage
 * @param moved what its effects moved
 * @param ceiling price ceiling of the job
 * @param value what came with its messages
 */
public record OpenTurn(
    Hash jobId,
    Address waker,
    Instant postedAt,
    int messages,
    int reports,
    int depth,
    int landed,
    Amount postage,
    Amount moved,
    Price ceiling,
    Amount value) {}
