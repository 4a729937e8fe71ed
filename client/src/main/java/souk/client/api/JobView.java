package souk.client.api;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import souk.protocol.job.Exit;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;

/**
 * A job as a market node saw it: a hint, the chain is the truth.
 *
 * @param id hash of the order
 * @param spec the order
 * @param state where the job stands
 * @param attempt 0 for the first provider, one more for each that failed
 * @param provider who runs it, once matched
 * @param price the price of the match
 * @param fuelUsed what the revealed result used
 * @param exit what anybody may call once the deadline has passed; empty if nothing follows, or if
 *     only claims about the result decide
 * @param deadline last second before that exit; empty if it waits for a block, or there is none
 * @param deadlineBlock the block after which that exit may be called, if it waits for one
 * @param result the revealed result; empty before
 * @param readAtBlock number of the block this was read at
 */
public record JobView(
    Hash id,
    JobSpec spec,
    JobState state,
    int attempt,
    Optional<Address> provider,
    Optional<Price> price,
    Optional<Fuel> fuelUsed,
    Optional<Exit> exit,
    Optional<Instant> deadline,
    OptionalLong deadlineBlock,
    Optional<ResultView> result,
    long readAtBlock) {}
