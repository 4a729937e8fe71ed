package souk.market.record;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import souk.client.api.JobView;
import souk.client.api.ResultView;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobState;
import souk.protocol.value.Moment;
import souk.settlement.chain.MatchTerms;
import souk.settlement.index.IndexedJob;

/** What the index knows as the API tells it. */
final class Views {
  private static final Moment FOR_EVER = new Moment(Long.MAX_VALUE, Instant.MAX);

  private Views() {}

  static JobView of(IndexedJob job) {
    var snapshot = job.snapshot();
    var state = snapshot.state();
    return new JobView(
        job.id(),
        job.spec(),
        state,
        snapshot.attempt(),
        snapshot.provider(),
        snapshot.match().map(MatchTerms::price),
        job.result().map(Result::fuelUsed),
        state.exitDue(FOR_EVER),
        deadline(state),
        deadlineBlock(state),
        job.result().map(ResultView::of),
        snapshot.readAt().number());
  }

  private static Optional<Instant> deadline(JobState state) {
    return switch (state) {
      case JobState.Open(var deadline) -> Optional.of(deadline);
      case JobState.Running(var deadline) -> Optional.of(deadline);
      case JobState.Clear(var deadline) -> Optional.of(deadline);
      case JobState.AuditCommit audit ->
          audit.seated() ? Optional.of(audit.deadline()) : Optional.empty();
      case JobState.AuditProviderReveal(var deadline) -> Optional.of(deadline);
      case JobState.AuditReveal(var deadline) -> Optional.of(deadline);
      case JobState.Revealed(var deadline) -> Optional.of(deadline);
      case JobState.Disputed(var deadline) -> Optional.of(deadline);
      case JobState.Committed _, JobState.Settled _, JobState.Refunded _, JobState.Void _ ->
          Optional.empty();
    };
  }

  private static OptionalLong deadlineBlock(JobState state) {
    return switch (state) {
      case JobState.Committed(var seedBlock) -> OptionalLong.of(seedBlock);
      case JobState.AuditCommit audit ->
          audit.seated() ? OptionalLong.empty() : OptionalLong.of(audit.seedBlock());
      case JobState.Open _,
          JobState.Running _,
          JobState.Clear _,
          JobState.AuditProviderReveal _,
          JobState.AuditReveal _,
          JobState.Revealed _,
          JobState.Disputed _,
          JobState.Settled _,
          JobState.Refunded _,
          JobState.Void _ ->
          OptionalLong.empty();
    };
  }
}
