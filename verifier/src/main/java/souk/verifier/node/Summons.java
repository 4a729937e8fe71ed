package souk.verifier.node;

import java.util.List;
import java.util.stream.Stream;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.settlement.chain.ClaimSnapshot;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.Seat;
import souk.verifier.journal.DutyId;

/** Reads off a job whether the chain asks something of a verifier. */
final class Summons {
  private Summons() {}

  /** The answers that are owed for a job. */
  static List<DutyId> in(JobSnapshot job, Address self) {
    return Stream.concat(
            audits(job, self), job.claims().stream().flatMap(claim -> votes(job, claim, self)))
        .toList();
  }

  private static Stream<DutyId> audits(JobSnapshot job, Address self) {
    return isAudited(job.state())
        ? job.seatsOf(self)
            .filter(Summons::isOpen)
            .map(seat -> new DutyId.Audit(job.id(), job.attempt(), seat.number()))
        : Stream.empty();
  }

  private static boolean isAudited(JobState state) {
    return state instanceof JobState.AuditCommit
        || state instanceof JobState.AuditProviderReveal
        || state instanceof JobState.AuditReveal;
  }

  private static Stream<DutyId> votes(JobSnapshot job, ClaimSnapshot claim, Address self) {
    return claim.status() == ClaimSnapshot.Status.OPEN
        ? claim
            .jury()
            .seatsOf(self)
            .filter(seat -> seat.round() == claim.jury().round() && isOpen(seat))
            .map(seat -> new DutyId.Vote(job.id(), job.attempt(), claim.id(), seat.number()))
        : Stream.empty();
  }

  private static boolean isOpen(Seat seat) {
    return seat.status() == Seat.Status.WAITING || seat.status() == Seat.Status.COMMITTED;
  }
}
