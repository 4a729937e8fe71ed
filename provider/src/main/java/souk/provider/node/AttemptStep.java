package souk.provider.node;

import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Moment;
import souk.provider.journal.Attempt;
import souk.settlement.chain.JobSnapshot;

/** What a provider does next about one attempt: a pure function of its journal and the chain. */
sealed interface AttemptStep {

  /** Nothing until the chain changes. */
  record Await() implements AttemptStep {}

  /** Fetch, run, journal what to commit to. */
  record Run() implements AttemptStep {}

  /** Commit to what is journaled. */
  record Commit() implements AttemptStep {}

  /** Hand the output over and publish the result. */
  record Reveal() implements AttemptStep {}

  /** Nothing can be done: the commitment's salt is not in this journal. */
  record Lost() implements AttemptStep {}

  /** Nothing more: it is over. */
  record End(Ending ending) implements AttemptStep {}

  /**
   * The next step.
   *
   * @param attempt the journal's side
   * @param job the chain's side
   * @param self this provider
   * @param now the block the step is for; at least the one the job was read at
   */
  static AttemptStep next(Attempt attempt, JobSnapshot job, Address self, Moment now) {
    if (job.attempt() > attempt.id().attempt()) {
      return new End(isKept(job, self) ? Ending.HANDED_ON : Ending.FAILED);
    }
    if (job.attempt() < attempt.id().attempt()) {
      return awaitLanding(attempt, now);
    }
    if (job.provider().filter(provider -> !provider.equals(self)).isPresent()) {
      return new End(Ending.TAKEN);
    }
    return switch (job.state()) {
      case JobState.Open _ -> awaitLanding(attempt, now);
      case JobState.Running _ -> attempt.opening().isPresent() ? new Commit() : new Run();
      case JobState.Clear _, JobState.AuditProviderReveal _ ->
          attempt.opening().isPresent() ? new Reveal() : new Lost();
      case JobState.Committed _,
          JobState.AuditCommit _,
          JobState.AuditReveal _,
          JobState.Revealed _,
          JobState.Disputed _ ->
          new Await();
      case JobState.Settled _ -> new End(Ending.PAID);
      case JobState.Refunded _ -> new End(Ending.REFUNDED);
      case JobState.Void _ -> new End(Ending.VOID);
    };
  }

  /** Whether the attempt holds a slot: it may have to be run, or is. */
  static boolean holdsSlot(Attempt attempt, JobSnapshot job, Address self, Moment now) {
    return switch (next(attempt, job, self, now)) {
      case Run _, Commit _ -> true;
      case Await _ -> job.state() instanceof JobState.Open;
      case Reveal _, Lost _, End _ -> false;
    };
  }

  private static boolean isKept(JobSnapshot job, Address self) {
    return job.relayed().legs().stream().anyMatch(leg -> leg.provider().equals(self));
  }

  private static AttemptStep awaitLanding(Attempt attempt, Moment now) {
    return attempt.canLandAt(now) ? new Await() : new End(Ending.LAPSED);
  }
}
