package souk.settlement.chain;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import souk.protocol.job.Exit;
import souk.protocol.job.JobState;
import souk.protocol.job.JuryState;
import souk.protocol.value.Hash;
import souk.protocol.value.Moment;
import souk.settlement.chain.Seat.Status;

/** Which exits of a job and its claims anybody may call now, and the calls that do it. */
public final class DueExits {
  private DueExits() {}

  /**
   * The exits that are due: by a state's deadline, or because nobody is left to wait for.
   *
   * @param now the block the answer is for; at least the one the job was read at
   */
  public static List<DueExit> of(JobSnapshot job, Moment now) {
    var own = ofJob(job, now).map(exit -> new DueExit(exit, job.id()));
    var claims = job.claims().stream().flatMap(claim -> ofClaim(job, claim, now).stream());
    return Stream.concat(own.stream(), claims).toList();
  }

  /** That exit of those jobs, claims or demands as one batch. */
  public static Call call(Exit exit, List<Hash> ids) {
    return switch (exit) {
      case EXPIRE -> new Call.Expire(ids);
      case REASSIGN -> new Call.Reassign(ids);
      case DRAW -> new Call.Draw(ids.stream().map(Call.SecretShown::none).toList());
      case SEAT -> new Call.Seat(ids);
      case REPLACE_NO_SHOWS -> new Call.ReplaceNoShows(ids);
      case CONDEMN -> new Call.Condemn(ids);
      case CLOSE_AUDIT -> new Call.CloseAudits(ids);
      case SEAT_JURY -> new ClaimCall.SeatJuries(ids);
      case ADVANCE_JURY -> new ClaimCall.AdvanceJuries(ids);
      case CLOSE_CLAIM -> new ClaimCall.CloseClaims(ids);
      case CONVICT_UNATTRIBUTED -> new RelayCall.ConvictUnattributed(ids);
      case CLOSE_DEMAND -> new DemandCall.Close(ids);
      case SETTLE -> new Call.Settle(ids);
    };
  }

  private static Optional<Exit> ofJob(JobSnapshot job, Moment now) {
    var due =
        job.state()
            .exitDue(now)
            .or(() -> withNobodyToWaitFor(job))
            .or(() -> unattributed(job, now));
    return due.filter(exit -> exit != Exit.SETTLE || !job.held());
  }

  private static Optional<Exit> withNobodyToWaitFor(JobSnapshot job) {
    var isOver =
        job.state() instanceof JobState.AuditReveal
            && job.seats().stream().noneMatch(seat -> seat.status() == Status.COMMITTED);
    return isOver ? Optional.of(Exit.CLOSE_AUDIT) : Optional.empty();
  }

  private static Optional<Exit> unattributed(JobSnapshot job, Moment now) {
    return job.relayed()
        .attribution()
        .filter(awaited -> now.isPast(awaited.deadline()))
        .map(_ -> Exit.CONVICT_UNATTRIBUTED);
  }

  private static Optional<DueExit> ofClaim(JobSnapshot job, ClaimSnapshot claim, Moment now) {
    return exitOf(job, claim, now).map(exit -> new DueExit(exit, claim.id()));
  }

  private static Optional<Exit> exitOf(JobSnapshot job, ClaimSnapshot claim, Moment now) {
    if (claim.status() == ClaimSnapshot.Status.OPEN) {
      var jury = claim.jury();
      return jury.state().exitDue(now).or(() -> withNobodyToWaitFor(jury));
    }
    var isPayable = !claim.closed() && !(job.state() instanceof JobState.Disputed);
    return isPayable ? Optional.of(Exit.CLOSE_CLAIM) : Optional.empty();
  }

  private static Optional<Exit> withNobodyToWaitFor(JurySnapshot jury) {
    var waitsForNobody =
        switch (jury.state()) {
          case JuryState.Committing _ -> !jury.hasInRound(Status.WAITING);
          case JuryState.Revealing _ -> !jury.hasInRound(Status.COMMITTED);
          case JuryState.Seating _, JuryState.Appealable _, JuryState.Closed _ -> false;
        };
    return waitsForNobody ? Optional.of(Exit.ADVANCE_JURY) : Optional.empty();
  }
}
