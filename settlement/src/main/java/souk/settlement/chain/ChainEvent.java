package souk.settlement.chain;

import java.time.Instant;
import souk.protocol.job.JobSpec;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Offer;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/** Something that one of our contracts logged. */
public sealed interface ChainEvent {

  /** Where it was logged. */
  LogPosition at();

  /** An event about one job. */
  sealed interface OfJob extends ChainEvent {
    /** The job. */
    Hash jobId();
  }

  /** An event about one offer. */
  sealed interface OfOffer extends ChainEvent {
    /** The offer. */
    Hash offerId();
  }

  // Offers

  /** An offer was posted. */
  record OfferPosted(LogPosition at, Hash offerId, Offer offer) implements OfOffer {}

  /** An offer was cancelled. */
  record OfferCancelled(LogPosition at, Hash offerId) implements OfOffer {}

  // Life of a job

  /** A job was posted and its price escrowed. */
  record JobPosted(LogPosition at, Hash jobId, JobSpec job, Amount escrow) implements OfJob {}

  /** A job was bound to an offer. */
  record JobMatched(
      LogPosition at,
      Hash jobId,
      Hash offerId,
      int attempt,
      MatchTerms terms,
      EngineName engine,
      Instant deadline)
      implements OfJob {}
}
