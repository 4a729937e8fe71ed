package souk.verifier.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import souk.protocol.job.JobState;
import souk.protocol.job.JuryState;
import souk.protocol.value.Address;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.Seat;
import souk.verifier.journal.DutyId;

/**
 * What a seat owes, and until when.
 *
 * @param duty the seat
 * @param what in a word: {@code commit} or {@code reveal}
 * @param deadline last block time to do it
 */
public record Owed(DutyId duty, String what, Instant deadline) {

  /** What that verifier owes for a job. */
  public static List<Owed> of(JobSnapshot job, Address self) {
    return Summons.in(job, self).stream().flatMap(duty -> of(duty, job, self).stream()).toList();
  }

  /** What a duty asks for now; empty while its verifier has nothing to do. */
  static Optional<Owed> of(DutyId duty, JobSnapshot job, Address self) {
    return DutyStep.seat(duty, job, self)
        .flatMap(
            seat ->
                switch (duty) {
                  case DutyId.Audit _ -> inAudit(duty, job.state(), seat.status());
                  case DutyId.Vote vote ->
                      job.claim(vote.claimId())
                          .flatMap(it -> inJury(duty, it.jury().state(), seat.status()));
                });
  }

  /** Time left at that moment; nothing if it is over. */
  public Duration left(Instant now) {
    return now.isBefore(deadline) ? Duration.between(now, deadline) : Duration.ZERO;
  }

  private static Optional<Owed> inAudit(DutyId duty, JobState state, Seat.Status status) {
    if (state instanceof JobState.AuditCommit(_, _, var deadline)
        && status == Seat.Status.WAITING) {
      return Optional.of(new Owed(duty, "commit", deadline));
    }
    return state instanceof JobState.AuditReveal(var deadline) && status == Seat.Status.COMMITTED
        ? Optional.of(new Owed(duty, "reveal", deadline))
        : Optional.empty();
  }

  private static Optional<Owed> inJury(DutyId duty, JuryState state, Seat.Status status) {
    if (state instanceof JuryState.Committing(var deadline) && status == Seat.Status.WAITING) {
      return Optional.of(new Owed(duty, "commit", deadline));
    }
    return state instanceof JuryState.Revealing(var deadline) && status == Seat.Status.COMMITTED
        ? Optional.of(new Owed(duty, "reveal", deadline))
        : Optional.empty();
  }
}
