package souk.settlement.chain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import souk.protocol.evidence.Item;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/** Something that Disputes or Jury logged about one claim that a result is wrong. */
public sealed interface ClaimEvent extends ChainEvent {

  /** The claim. */
  Hash claimId();

  /**
   * Somebody says that a result is wrong.
   *
   * @param challenger who says so; empty: the committee of the audit
   * @param item where
   * @param claimed what the provider says is there
   * @param finding what the challenger says is there
   */
  record ClaimOpened(
      LogPosition at,
      Hash claimId,
      Hash jobId,
      Optional<Address> challenger,
      int attempt,
      Item item,
      Hash claimed,
      Hash finding,
      Amount bond)
      implements ClaimEvent, OfJob {}

  /**
   * The verdict.
   *
   * @param right what is right there; zero: nobody could decide
   */
  record ClaimDecided(LogPosition at, Hash claimId, Hash right) implements ClaimEvent {}

  /**
   * A claim is paid out.
   *
   * @param funded to the jury
   * @param returned of its bond to the challenger
   * @param gained finder's part to the challenger
   * @param toProvider of the bond to the provider
   */
  record ClaimClosed(
      LogPosition at,
      Hash claimId,
      Amount funded,
      Amount returned,
      Amount gained,
      Amount toProvider)
      implements ClaimEvent {}

  /** A jury will be drawn with the hash of a block to come. */
  record JuryAwaited(
      LogPosition at, Hash claimId, Hash jobId, int round, int seats, long seedBlock, long epoch)
      implements ClaimEvent, OfJob {}

  /**
   * These verifiers are seated, numbered on from those before, and commit by the deadline.
   *
   * @param lock stake each of them has locked
   */
  record JurySeated(
      LogPosition at, Hash claimId, int round, List<Address> jurors, Amount lock, Instant deadline)
      implements ClaimEvent {
    public JurySeated {
      jurors = List.copyOf(jurors);
    }
  }

  /** A juror committed to its vote. */
  record VoteCommitted(LogPosition at, Hash claimId, Address juror, int round, Hash commitment)
      implements ClaimEvent {}

  /** A juror said that it cannot run the job. */
  record JurorUnable(LogPosition at, Hash claimId, Address juror) implements ClaimEvent {}

  /** Jurors reveal by the deadline. */
  record JuryRevealing(LogPosition at, Hash claimId, Instant deadline) implements ClaimEvent {}

  /** A juror revealed its vote. */
  record VoteRevealed(LogPosition at, Hash claimId, Address juror, int round, Hash finding)
      implements ClaimEvent {}

  /**
   * A round is over.
   *
   * @param finding the majority's; zero without one
   * @param deadline until when the next may be paid for; the epoch after the last
   */
  record JuryFound(LogPosition at, Hash claimId, int round, Hash finding, Instant deadline)
      implements ClaimEvent {}

  /**
   * Somebody pays for the next round.
   *
   * @param round the one paid for
   */
  record Appealed(LogPosition at, Hash claimId, Address appellant, int round, Amount funding)
      implements ClaimEvent {}

  /** A juror is done: its lock is free but for what was lost. */
  record JurorClosed(LogPosition at, Hash claimId, Address juror, Amount earned, Amount lost)
      implements ClaimEvent {}

  /**
   * What an appeal came to.
   *
   * @param returned of its funding
   * @param gained from the locks of who was wrong
   */
  record AppealClosed(
      LogPosition at, Hash claimId, Address appellant, Amount returned, Amount gained)
      implements ClaimEvent {}
}
