package souk.settlement.chain;

import souk.protocol.job.Acceptance;
import souk.protocol.job.JobSpec;
import souk.protocol.offer.Offer;
import souk.protocol.value.Signature;

/**
 * One job bound to one offer, as it is landed.
 *
 * @param job the job
 * @param jobSignature its consumer's; {@link Signature#NONE} if it was posted
 * @param offer the offer
 * @param offerSignature its provider's; {@link Signature#NONE} if it was posted
 * @param acceptance the provider's fresh promise
 * @param acceptanceSignature the provider's signature of it
 */
public record Match(
    JobSpec job,
    Signature jobSignature,
    Offer offer,
    Signature offerSignature,
    Acceptance acceptance,
    Signature acceptanceSignature) {}
