package souk.client.api;

import java.math.BigInteger;
import java.time.Instant;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;

/**
 * A market node's question to a provider: will you run this job under your offer on these terms?
 *
 * @param jobId hash of the job
 * @param spec the job
 * @param attempt attempt it would be
 * @param offerId the provider's offer
 * @param price the offer's price
 * @param stake S: stake the match would lock
 * @param verifiers m if the job is sampled
 * @param rate sampling rate the chain quotes, in units of 2^-64
 * @param expiry time by which the node wants the answer
 */
public record AcceptanceRequest(
    Hash jobId,
    JobSpec spec,
    int attempt,
    Hash offerId,
    Price price,
    Amount stake,
    int verifiers,
    BigInteger rate,
    Instant expiry) {}
