package souk.client.api;

import java.time.Instant;
import java.util.Optional;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/**
 * A provider's loss of the stake it had locked for a job.
 *
 * @param block number of the block it was lost in
 * @param time that block's time; empty while the chain cannot be asked
 * @param job the job
 * @param provider who lost it
 * @param stake all of it
 * @param toConsumer part of it
 * @param toCourt part for jurors and finders
 * @param burned part that went to the sink
 * @param transaction the transaction that took it
 */
public record Slash(
    long block,
    Optional<Instant> time,
    Hash job,
    Address provider,
    Amount stake,
    Amount toConsumer,
    Amount toCourt,
    Amount burned,
    Hash transaction) {}
