package souk.verifier.node;

import java.util.Optional;
import souk.protocol.job.JobState;
import souk.protocol.job.JuryState;
import souk.protocol.value.Address;
import souk.settlement.chain.ClaimSnapshot;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.Seat;
import souk.verifier.journal.DutyId;

/** What a verifier does next about one duty: a pure function of its journal and the chain. */
enum DutyStep {
  /** Nothing until the chain changes. */
  AWAIT,
  /** Find the answer: fetch, run, journal. */
  ANSWER,
  /** Commit to the answer that is journaled. */
  COMMIT,
  /** Reveal the answer committed to. */
  REVEAL,
  /** Nothing can be done: the commitment's salt is not in this journal. */
  LOST,
  /** Nothing more: it is over. */
  END;

  /**
   * The next step.
   *
   * @param duty the duty
   * @param answered whether its answer is journaled
   * @param job the chain's side
   * @param self this verifier
   */
  static DutyStep next(DutyId duty, boolean answered, JobSnapshot job, Address self) {
    if (job.attempt() != duty.attempt()) {
      return END;
    }
    var seat = seat(duty, job, self);
    return switch (duty) {
      case DutyId.Audit _ -> inAudit(job.state(), seat, answered);
      case DutyId.Vote vote ->
          job.claim(vote.claimId()).map(claim -> inJury(claim, seat, answered)).orElse(END);
    };
  }

  /** The seat a duty is about; empty if this verifier does not hold it (any more). */
  static Optional<Seat> seat(DutyId duty, JobSnapshot job, Address self) {
    var mine =
        switch (duty) {
          case DutyId.Audit _ -> job.seatsOf(self);
          case DutyId.Vote vote ->
              job.claim(vote.claimId()).stream().flatMap(claim -> claim.jury().seatsOf(self));
        };
    return mine.filter(seat -> seat.number() == duty.seat()).findFirst();
  }

  private static DutyStep inAudit(JobState state, Optional<Seat> seat, boolean answered) {
    return switch (state) {
      case JobState.AuditCommit _ -> commit(seat, answered);
      case JobState.AuditProviderReveal _, JobState.AuditReveal _ -> reveal(seat, answered);
      case JobState.Disputed _ -> AWAIT;
      case JobState.Open _,
          JobState.Running _,
          JobState.Committed _,
          JobState.Clear _,
          JobState.Revealed _,
          JobState.Settled _,
          JobState.Refunded _,
          JobState.Void _ ->
          END;
    };
  }

  /** Until it is paid out: who sits in a jury sees to that. */
  private static DutyStep inJury(ClaimSnapshot claim, Optional<Seat> seat, boolean answered) {
    if (claim.closed()) {
      return END;
    }
    return switch (claim.jury().state()) {
      case JuryState.Committing _ -> commit(seat, answered);
      case JuryState.Revealing _ -> reveal(seat, answered);
      case JuryState.Seating _, JuryState.Appealable _, JuryState.Closed _ -> AWAIT;
    };
  }

  private static DutyStep commit(Optional<Seat> seat, boolean answered) {
    if (!owes(seat, Seat.Status.WAITING)) {
      return AWAIT;
    }
    return answered ? COMMIT : ANSWER;
  }

  private static DutyStep reveal(Optional<Seat> seat, boolean answered) {
    if (!owes(seat, Seat.Status.COMMITTED)) {
      return AWAIT;
    }
    return answered ? REVEAL : LOST;
  }

  private static boolean owes(Optional<Seat> seat, Seat.Status status) {
    return seat.filter(it -> it.status() == status).isPresent();
  }
}
