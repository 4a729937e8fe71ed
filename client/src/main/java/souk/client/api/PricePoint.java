package souk.client.api;

import java.time.Instant;
import java.util.Optional;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;

/**
 * The price of a job that settled.
 *
 * @param block number of the block that settled it
 * @param time that block's time; empty while the chain cannot be asked
 * @param job the job
 * @param price the price of its match
 */
public record PricePoint(long block, Optional<Instant> time, Hash job, Price price) {}
