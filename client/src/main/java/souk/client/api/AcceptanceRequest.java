package souk.client.api;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.protocol.value.Signature;

/**
 * A market node's question to a provider: will you run this job under your offer on these terms?
 *
 * @param jobId hash of the job
 * @param spec the job
 * @param jobSignature its consumer's; {@link Signature#NONE} if it is on chain
 * @param attempt attempt it would be
 * @param offerId the provider's offer
 * @param signedOffer the offer with its provider's signature; empty if it is on chain
 * @param price the offer's price
 * @param stake S: stake the match would lock
 * @param verifiers m if the job is sampled
 * @param rate sampling rate the chain quotes, in units of 2^-64
 * @param expiry time by which the node wants the answer
 * @param marketNode who asks: who alone will be able to land the match
 */
public record AcceptanceRequest(
    Hash jobId,
    JobSpec spec,
    Signature jobSignature,
    int attempt,
    Hash offerId,
    Optional<SignedOffer> signedOffer,
    Price price,
    Amount stake,
    int verifiers,
    BigInteger rate,
    Instant expiry,
    Address marketNode) {}
