package souk.client.api;

import java.time.Instant;
import java.util.Optional;
import souk.protocol.value.Address;
import souk.protocol.value.Price;

/**
 * Where the least sampling rate was from a block on.
 *
 * @param block number of the block that moved it
 * @param time that block's time; empty while the chain cannot be asked
 * @param floor least sampling rate of any job: a fraction with four digits, as {@code 0.0200}
 * @param meanPrice slow mean of audited settled prices, where the event tells it
 * @param faultOf the provider whose proven fault moved it; empty for an audit that passed
 */
public record SamplingPoint(
    long block,
    Optional<Instant> time,
    String floor,
    Optional<Price> meanPrice,
    Optional<Address> faultOf) {}
