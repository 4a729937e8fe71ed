package souk.settlement.chain;

import java.util.List;
import java.util.Optional;
import souk.protocol.job.Exit;
import souk.protocol.job.JobState;
import souk.protocol.value.Hash;
import souk.protocol.value.Moment;
import souk.settlement.chain.AuditSeat.Status;

/** Which exit of a job anybody may call now, and the call that does it. */
public final class DueExits {
  private DueExits() {}

  /**
   * The exit that is due: by its state's deadline, or because nobody is left to wait for.
   *
   * @param now the block the answer is for; at least the one the job was read at
   */
  public static Optional<Exit> of(JobSnapshot job, Moment now) {
    return job.state().exitDue(now).or(() -> withNobodyToWaitFor(job));
  }

  /** The exit of those jobs as one batch. */
  public static Call call(Exit exit, List<Hash> jobIds) {
    return switch (exit) {
      case EXPIRE -> new Call.Expire(jobIds);
      case REASSIGN -> new Call.Reassign(jobIds);
      case DRAW -> new Call.Draw(jobIds.stream().map(Call.SecretShown::none).toList());
      case SEAT -> new Call.Seat(jobIds);
      case REPLACE_NO_SHOWS -> new Call.ReplaceNoShows(jobIds);
      case CONDEMN -> new Call.Condemn(jobIds);
      case CLOSE_AUDIT -> new Call.CloseAudits(jobIds);
      case CLOSE_DISPUTE -> new Call.CloseDisputes(jobIds);
      case SETTLE -> new Call.Settle(jobIds);
    };
  }

  private static Optional<Exit> withNobodyToWaitFor(JobSnapshot job) {
    var owed = job.seats().stream().anyMatch(seat -> seat.status() == Status.COMMITTED);
    if (owed) {
      return Optional.empty();
    }
    return switch (job.state()) {
      case JobState.AuditReveal reveal -> Optional.of(Exit.CLOSE_AUDIT);
      case JobState.Disputed disputed when disputed.phase() == JobState.Disputed.Phase.REVEAL ->
          Optional.of(Exit.CLOSE_DISPUTE);
      case JobState.Disputed disputed -> Optional.empty();
      case JobState.Open open -> Optional.empty();
      case JobState.Running running -> Optional.empty();
      case JobState.Committed committed -> Optional.empty();
      case JobState.Clear clear -> Optional.empty();
      case JobState.AuditCommit commit -> Optional.empty();
      case JobState.AuditProviderReveal reveal -> Optional.empty();
      case JobState.Revealed revealed -> Optional.empty();
      case JobState.Settled settled -> Optional.empty();
      case JobState.Refunded refunded -> Optional.empty();
      case JobState.Void voided -> Optional.empty();
    };
  }
}
