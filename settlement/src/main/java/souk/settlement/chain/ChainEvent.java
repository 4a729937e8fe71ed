package souk.settlement.chain;

import java.math.BigInteger;
import java.time.Instant;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobSpec;
import souk.protocol.offer.Offer;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;

/**
 * Something that one of our contracts logged: one record per event, with its name and fields. The
 * contracts' interfaces say more about each.
 */
public sealed interface ChainEvent
    permits ChainEvent.OfJob,
        ChainEvent.OfOffer,
        ChainEvent.OfAccount,
        ChainEvent.Burned,
        ChainEvent.Skipped,
        ClaimEvent,
        DemandEvent,
        AgentEvent {

  /** Where it was logged. */
  LogPosition at();

  /** An event about one job. */
  non-sealed interface OfJob extends ChainEvent {
    /** The job. */
    Hash jobId();
  }

  /** An event about one offer. */
  sealed interface OfOffer extends ChainEvent {
    /** The offer. */
    Hash offerId();
  }

  /** An event about one account's money. */
  non-sealed interface OfAccount extends ChainEvent {
    /** The account. */
    Address account();
  }

  // Money

  /** Tokens entered the account's market balance. */
  record Deposited(LogPosition at, Address account, Amount amount) implements OfAccount {}

  /** Tokens left the account's market balance. */
  record Withdrawn(LogPosition at, Address account, Amount amount) implements OfAccount {}

  /** An account's market balance became another's. */
  record Transferred(LogPosition at, Address account, Address to, Amount amount)
      implements OfAccount {}

  /**
   * An account lets another transfer of its market balance.
   *
   * @param allowance how much, from now on
   */
  record Approved(LogPosition at, Address account, Address spender, Amount allowance)
      implements OfAccount {}

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

  /** One of the court took of an account's balance into its own. */
  record Pulled(LogPosition at, Address court, Address account, Amount amount)
      implements OfAccount {}

  /** One of the court paid out of its own balance into an account's. */
  record Paid(LogPosition at, Address court, Address account, Amount amount) implements OfAccount {}

  /** Money went to the sink. */
  record Burned(LogPosition at, Amount amount) implements ChainEvent {}

  // Records

  /**
   * An audited job of a provider's settled.
   *
   * @param value P
   * @param meanPrice slow mean of audited settled prices, from now on
   * @param floor least sampling rate of any job from now on, in units of 2^-64
   */
  record AuditPassed(
      LogPosition at, Address account, Amount value, Price meanPrice, BigInteger floor)
      implements OfAccount {}

  /**
   * A provider was found guilty: its record is void.
   *
   * @param value P
   * @param floor least sampling rate of any job from now on, in units of 2^-64
   */
  record FaultProven(LogPosition at, Address account, Amount value, BigInteger floor)
      implements OfAccount {}

  // Orders

  /** An offer was posted. */
  record OfferPosted(LogPosition at, Hash offerId, Offer offer) implements OfOffer {}

  /** An offer was cancelled. */
  record OfferCancelled(LogPosition at, Hash offerId, Address provider) implements OfOffer {}

  /** A job entered the market, by its own post or with its match. */
  record JobPosted(LogPosition at, Hash jobId, JobSpec job) implements OfJob {}

  /** A consumer withdrew a signed job that was never posted. */
  record JobCancelled(LogPosition at, Hash jobId, Address consumer) implements OfJob {}

  /**
   * An account cancelled every order it signed and nobody landed.
   *
   * @param nonce under which its orders count now
   */
  record OrdersCancelled(LogPosition at, Address account, long nonce) implements OfAccount {}

  // Life of a job

  /**
   * A provider took a job.
   *
   * @param deadline last block time to commit
   */
  record JobMatched(LogPosition at, Hash jobId, Deal deal, Instant deadline) implements OfJob {}

  /** A provider committed to its result. */
  record Committed(LogPosition at, Hash jobId, int attempt, Hash commitment, long seedBlock)
      implements OfJob {}

  /**
   * The draw is made.
   *
   * @param deadline the provider's to reveal; the epoch when sampled
   */
  record Drawn(LogPosition at, Hash jobId, boolean sampled, Instant deadline) implements OfJob {}

  /** The committee has committed; the provider reveals by the deadline. */
  record RevealAwaited(LogPosition at, Hash jobId, Instant deadline) implements OfJob {}

  /**
   * A result is public.
   *
   * @param audited whether the verifiers reveal next; otherwise its challenge window runs
   */
  record ResultRevealed(
      LogPosition at,
      Hash jobId,
      int attempt,
      Hash resultRoot,
      Result result,
      boolean audited,
      Instant deadline)
      implements OfJob {}

  /**
   * An audit or dispute found the result right.
   *
   * @param returned what is left of the audit's fund
   * @param deadline settles after it
   */
  record ResultConfirmed(LogPosition at, Hash jobId, Amount returned, Instant deadline)
      implements OfJob {}

  /**
   * Somebody says that a result is wrong.
   *
   * @param deadline until when it may be challenged
   */
  record JobDisputed(LogPosition at, Hash jobId, Instant deadline) implements OfJob {}

  /**
   * A provider lost its stake.
   *
   * @param toCourt part for jurors and finders
   * @param toSink part burned
   * @param returned what is left of the audit's fund
   */
  record ProviderSlashed(
      LogPosition at,
      Hash jobId,
      Address provider,
      Amount stake,
      Amount toCourt,
      Amount toConsumer,
      Amount toSink,
      Amount returned)
      implements OfJob {}

  /**
   * An earlier provider of the job was found guilty: this one's locks are free.
   *
   * @param returned what is left of the audit's fund
   */
  record ProviderExcused(LogPosition at, Hash jobId, Address provider, Amount returned)
      implements OfJob {}

  /**
   * Demands hold the job's settlement, or no longer do.
   *
   * @param held whether they do
   */
  record JobHeld(LogPosition at, Hash jobId, boolean held) implements OfJob {}

  /** A provider was late: half the fee went to the consumer, half was burned. */
  record LateFeeCharged(LogPosition at, Hash jobId, Address provider, Amount fee)
      implements OfJob {}

  /** A job waits for a match again. */
  record JobReopened(LogPosition at, Hash jobId, int attempt, Instant deadline) implements OfJob {}

  /**
   * A job is paid.
   *
   * @param paid to the last provider; those before it have {@link LegEvent.LegPaid}
   * @param fee to the market node, out of the provider's pay
   * @param refunded to the consumer
   * @param sampled whether it was audited, and so counts for the provider's record
   */
  record JobSettled(
      LogPosition at, Hash jobId, Amount paid, Amount fee, Amount refunded, boolean sampled)
      implements OfJob {}

  /** The whole escrow went back to the consumer. */
  record JobRefunded(LogPosition at, Hash jobId, Address consumer, Amount refunded)
      implements OfJob {}

  /** Nobody could decide: each party has its own money back. */
  record JobVoided(LogPosition at, Hash jobId, Amount refunded) implements OfJob {}

  // Challenges

  /** An account is going to challenge; what and where it alone knows. */
  record ChallengeSealed(LogPosition at, Address account, Hash seal) implements OfAccount {}

  // Batches

  /**
   * An element of a batch was refused.
   *
   * @param place its place in the batch, from 0
   */
  record Skipped(LogPosition at, int place, Revert reason) implements ChainEvent {}
}
