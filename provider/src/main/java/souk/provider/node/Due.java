package souk.provider.node;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import souk.protocol.job.JobState;
import souk.settlement.chain.JobSnapshot;

/**
 * What a provider still has to do about a job that it runs, and by when.
 *
 * @param what it has to do, one word
 * @param deadline block time after which it is too late
 * @param span all the time it had or has for that
 */
public record Due(String what, Instant deadline, Duration span) {
  private static final int MARGIN_PARTS = 4;

  /**
   * What is due of the provider itself; empty while others move, or nobody has to.
   *
   * @param revealWindow time the market gives to reveal
   */
  public static Optional<Due> of(JobSnapshot job, Duration revealWindow) {
    return switch (job.state()) {
      case JobState.Running(var deadline) ->
          Optional.of(new Due("commit", deadline, job.match().orElseThrow(Due::noMatch).runTime()));
      case JobState.Clear(var deadline) -> Optional.of(new Due("reveal", deadline, revealWindow));
      case JobState.AuditProviderReveal(var deadline) ->
          Optional.of(new Due("reveal", deadline, revealWindow));
      case JobState.Open _,
          JobState.Committed _,
          JobState.AuditCommit _,
          JobState.AuditReveal _,
          JobState.Revealed _,
          JobState.Disputed _,
          JobState.Settled _,
          JobState.Refunded _,
          JobState.Void _ ->
          Optional.empty();
    };
  }

  /** Time left at that block time; zero if it is too late. */
  public Duration left(Instant blockTime) {
    var left = Duration.between(blockTime, deadline);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Whether less than a quarter of the time is left. */
  boolean isAlarming(Instant blockTime) {
    return left(blockTime).compareTo(span.dividedBy(MARGIN_PARTS)) < 0;
  }

  private static IllegalStateException noMatch() {
    return new IllegalStateException("a running job without a match");
  }
}
