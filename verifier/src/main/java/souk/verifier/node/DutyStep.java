package souk.verifier.node;

import java.util.Optional;
import souk.protocol.job.JobState;
import souk.protocol.job.JobState.Disputed.Phase;
import souk.protocol.value.Address;
import souk.settlement.chain.Seat;
import souk.settlement.chain.JobSnapshot;
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
    return switch (job.state()) {
      case JobState.AuditCommit _ ->
          owes(seat, Seat.Status.WAITING) ? commit(answered) : AWAIT;
      case JobState.AuditProviderReveal _, JobState.AuditReveal _ -> reveal(seat, answered);
      case JobState.Disputed(var phase, _) when phase == Phase.COMMIT ->
          duty.round() == Summons.JURY && seat.isEmpty() ? commit(answered) : AWAIT;
      case JobState.Disputed _ -> duty.round() == Summons.JURY ? reveal(seat, answered) : AWAIT;
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

  private static DutyStep commit(boolean answered) {
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

  private static Optional<Seat> seat(DutyId duty, JobSnapshot job, Address self) {
    return job.seatOf(self).filter(seat -> seat.round() == duty.round());
  }
}
