package souk.verifier.watch;

import java.time.Instant;
import java.util.Optional;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.settlement.chain.ClaimSnapshot;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.index.IndexedJob;
import souk.verifier.journal.Accusation;

/** What comes next of a challenge that is journaled: a pure function of it and the chain. */
enum ChallengeStep {
  /** Seal it, and make it once its seal is in an earlier block. */
  CHALLENGE,
  /** The claim takes its way; see that its exits are called. */
  FOLLOW,
  /** It is paid out, or cannot be made any more. */
  END;

  /**
   * The next step.
   *
   * @param self who challenges
   */
  static ChallengeStep next(Accusation accusation, IndexedJob job, Address self, Head now) {
    var snapshot = job.snapshot();
    if (snapshot.attempt() != accusation.attempt() || snapshot.state().isFinal()) {
      // Until the claims about an attempt that is over are paid out.
      return job.unpaidClaims().isEmpty() ? END : FOLLOW;
    }
    var claim = claim(accusation, snapshot);
    if (claim.isPresent()) {
      return claim.get().challenger().equals(Optional.of(self)) && !claim.get().closed()
          ? FOLLOW
          : END;
    }
    return deadline(snapshot.state()).filter(it -> !now.moment().isPast(it)).isPresent()
        ? CHALLENGE
        : END;
  }

  private static Optional<ClaimSnapshot> claim(Accusation accusation, JobSnapshot job) {
    return job.claims().stream().filter(it -> it.item().equals(accusation.item())).findFirst();
  }

  private static Optional<Instant> deadline(JobState state) {
    return switch (state) {
      case JobState.Revealed(var deadline) -> Optional.of(deadline);
      case JobState.Disputed(var deadline) -> Optional.of(deadline);
      case JobState.Open _,
          JobState.Running _,
          JobState.Committed _,
          JobState.Clear _,
          JobState.AuditCommit _,
          JobState.AuditProviderReveal _,
          JobState.AuditReveal _,
          JobState.Settled _,
          JobState.Refunded _,
          JobState.Void _ ->
          Optional.empty();
    };
  }
}
