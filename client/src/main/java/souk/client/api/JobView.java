package souk.client.api;

import java.util.Optional;
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
    long readAtBlock) {}
