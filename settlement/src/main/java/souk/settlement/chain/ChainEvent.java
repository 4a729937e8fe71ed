package souk.settlement.chain;

import java.time.Instant;
import java.util.List;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobSpec;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Offer;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/**
 * Something that one of our contracts logged: one record per event, with its name and fields. The
 * contracts' interfaces say more about each.
 */
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

  /** An event about one account's money. */
  sealed interface OfAccount extends ChainEvent {
    /** The account. */
    Address account();
  }

  // Money

  /** Tokens entered the account's market balance. */
  record Deposited(LogPosition at, Address account, Amount amount) implements OfAccount {}

  /** Tokens left the account's market balance. */
  record Withdrawn(LogPosition at, Address account, Amount amount) implements OfAccount {}

  /** A provider moved balance into its bond. */
  record Bonded(LogPosition at, Address account, Amount amount) implements OfAccount {}

  /**
   * A provider asked for part of its bond back.
   *
   * @param unbonding the whole that waits
   */
  record Unbonded(
      LogPosition at, Address account, Amount amount, Amount unbonding, Instant availableAt)
      implements OfAccount {}

  /** What had finished unbonding is in the provider's balance. */
  record BondWithdrawn(LogPosition at, Address account, Amount amount) implements OfAccount {}

  /** Audits took a verifier's balance into its own account. */
  record Pulled(LogPosition at, Address account, Amount amount) implements OfAccount {}

  /** Audits paid into an account's balance. */
  record Paid(LogPosition at, Address account, Amount amount) implements OfAccount {}

  /** Money went to the sink. */
  record Burned(LogPosition at, Amount amount) implements ChainEvent {}

  // Orders

  /** An offer was posted. */
  record OfferPosted(LogPosition at, Hash offerId, Offer offer) implements OfOffer {}

  /** An offer was cancelled. */
  record OfferCancelled(LogPosition at, Hash offerId, Address provider) implements OfOffer {}

  /** A job entered the market, by its own post or with its match. */
  record JobPosted(LogPosition at, Hash jobId, JobSpec job) implements OfJob {}

  /** A consumer withdrew a signed job that was never posted. */
  record JobCancelled(LogPosition at, Hash jobId, Address consumer) implements OfJob {}

  // Life of a job

  /**
   * A job waits for a match; its price is taken from the consumer's balance.
   *
   * @param escrow E
   */
  record JobOpened(LogPosition at, Hash jobId, Address consumer, Amount escrow, Instant deadline)
      implements OfJob {}

  /**
   * A provider took a job.
   *
   * @param deadline last block time to commit
   */
  record JobMatched(
      LogPosition at,
      Hash jobId,
      Hash offerId,
      int attempt,
      MatchTerms terms,
      EngineName engine,
      Instant deadline)
      implements OfJob {}

  /** A provider committed to its result. */
  record Committed(
      LogPosition at, Hash jobId, Address provider, int attempt, Hash commitment, long seedBlock)
      implements OfJob {}

  /**
   * The draw is made.
   *
   * @param deadline the provider's to reveal; the epoch when sampled
   */
  record Drawn(LogPosition at, Hash jobId, boolean sampled, Instant deadline) implements OfJob {}

  /** The committee has committed; the provider reveals by the deadline. */
  record RevealAwaited(LogPosition at, Hash jobId, Instant deadline) implements OfJob {}

  /** A result is public. */
  record ResultRevealed(
      LogPosition at, Hash jobId, int attempt, Hash resultRoot, Result result, Instant deadline)
      implements OfJob {}

  /**
   * An audit or dispute found the result right.
   *
   * @param returned what is left of A, in the provider's bond again
   * @param deadline settles after it
   */
  record ResultConfirmed(LogPosition at, Hash jobId, Amount returned, Instant deadline)
      implements OfJob {}

  /** The verifiers differ with the provider or among themselves. */
  record JobDisputed(LogPosition at, Hash jobId) implements OfJob {}

  /**
   * A provider lost its stake.
   *
   * @param toAudits part for jurors and finders
   * @param toSink part burned
   * @param returned what is left of A, in the provider's bond again
   */
  record ProviderSlashed(
      LogPosition at,
      Hash jobId,
      Address provider,
      Amount stake,
      Amount toAudits,
      Amount toConsumer,
      Amount toSink,
      Amount returned)
      implements OfJob {}

  /** A provider was late: half the fee went to the consumer, half was burned. */
  record LateFeeCharged(LogPosition at, Hash jobId, Address provider, Amount fee)
      implements OfJob {}

  /** A job waits for a match again. */
  record JobReopened(LogPosition at, Hash jobId, int attempt, Instant deadline) implements OfJob {}

  /**
   * A job is paid.
   *
   * @param paid to the provider
   * @param fee to the market node, out of the provider's pay
   * @param refunded to the consumer
   * @param sampled whether it was audited, and so counts for the provider's record
   */
  record JobSettled(
      LogPosition at,
      Hash jobId,
      Address provider,
      Address marketNode,
      Amount paid,
      Amount fee,
      Amount refunded,
      boolean sampled)
      implements OfJob {}

  /** The whole escrow went back to the consumer. */
  record JobRefunded(LogPosition at, Hash jobId, Address consumer, Amount refunded)
      implements OfJob {}

  /** Nobody could decide: each party has its own money back. */
  record JobVoided(LogPosition at, Hash jobId, Amount refunded) implements OfJob {}

  // Audits

  /** A verifier moved balance into its bond. */
  record VerifierBonded(LogPosition at, Address account, Amount amount) implements OfAccount {}

  /**
   * A verifier asked for part of its bond back.
   *
   * @param unbonding the whole that waits
   */
  record VerifierUnbonded(
      LogPosition at, Address account, Amount amount, Amount unbonding, Instant availableAt)
      implements OfAccount {}

  /** What had finished unbonding is in the verifier's balance. */
  record VerifierBondWithdrawn(LogPosition at, Address account, Amount amount)
      implements OfAccount {}

  /** A committee will be drawn with the hash of a block to come. */
  record CommitteeAwaited(
      LogPosition at, Hash jobId, int attempt, int round, int seats, long seedBlock, long epoch)
      implements OfJob {}

  /**
   * These verifiers are seated and commit by the deadline.
   *
   * @param lock stake each of them has locked
   */
  record Seated(
      LogPosition at,
      Hash jobId,
      int attempt,
      int round,
      List<Address> verifiers,
      Amount lock,
      Instant deadline)
      implements OfJob {
    public Seated {
      verifiers = List.copyOf(verifiers);
    }
  }

  /**
   * A dispute asks every other verifier; whoever answers commits by the deadline.
   *
   * @param lock stake whoever answers locks
   */
  record JuryAsked(LogPosition at, Hash jobId, int attempt, Amount lock, Instant deadline)
      implements OfJob {}

  /** A verifier committed to its answer. */
  record AnswerCommitted(LogPosition at, Hash jobId, Address verifier, int round, Hash commitment)
      implements OfJob {}

  /** A juror's answer was displaced by one with more stake. */
  record JurorDisplaced(LogPosition at, Hash jobId, Address verifier) implements OfJob {}

  /** A verifier said that it cannot run the job. */
  record UnableDeclared(LogPosition at, Hash jobId, Address verifier) implements OfJob {}

  /** A verifier revealed its answer. */
  record AnswerRevealed(LogPosition at, Hash jobId, Address verifier, int round, Hash resultRoot)
      implements OfJob {}

  /** Jurors reveal by the deadline. */
  record JuryRevealing(LogPosition at, Hash jobId, Instant deadline) implements OfJob {}

  /**
   * A dispute is decided.
   *
   * @param resultRoot the majority's; zero without one
   */
  record DisputeClosed(LogPosition at, Hash jobId, Hash resultRoot) implements OfJob {}

  /** A seat is done: its lock is free but for what was lost. */
  record SeatClosed(LogPosition at, Hash jobId, Address verifier, Amount earned, Amount lost)
      implements OfJob {}

  // Batches

  /**
   * An element of a batch was refused.
   *
   * @param id the job or offer it was about
   */
  record Skipped(LogPosition at, Hash id, Revert reason) implements ChainEvent {}
}
