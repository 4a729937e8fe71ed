package souk.provider.node;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.provider.node.Fixtures.ATTEMPT;
import static souk.provider.node.Fixtures.NOW;
import static souk.provider.node.Fixtures.OTHER;
import static souk.provider.node.Fixtures.RESULT;
import static souk.provider.node.Fixtures.SELF;
import static souk.provider.node.Fixtures.hash;
import static souk.provider.node.Fixtures.matched;
import static souk.provider.node.Fixtures.open;
import static souk.provider.node.Fixtures.promise;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import souk.protocol.job.JobState;
import souk.protocol.value.Moment;
import souk.provider.journal.Attempt;
import souk.provider.journal.Opening;
import souk.settlement.chain.JobSnapshot;

class AttemptStepTest {
  private static final Moment MOMENT = new Moment(1, NOW);
  private static final Attempt PROMISED =
      new Attempt(ATTEMPT, Optional.of(promise(NOW.plusSeconds(30))), Optional.empty());
  private static final Attempt LAPSED =
      new Attempt(ATTEMPT, Optional.of(promise(NOW.minusSeconds(1))), Optional.empty());
  private static final Attempt RUN =
      new Attempt(ATTEMPT, PROMISED.promise(), Optional.of(new Opening(RESULT, hash(1))));

  static Stream<Arguments> states() {
    return Stream.of(
        Arguments.of(PROMISED, open(0), new AttemptStep.Await()),
        Arguments.of(LAPSED, open(0), new AttemptStep.End(Ending.LAPSED)),
        Arguments.of(RUN, open(1), new AttemptStep.End(Ending.FAILED)),
        Arguments.of(PROMISED, matched(new JobState.Running(NOW)), new AttemptStep.Run()),
        Arguments.of(LAPSED, matched(new JobState.Running(NOW)), new AttemptStep.Run()),
        Arguments.of(RUN, matched(new JobState.Running(NOW)), new AttemptStep.Commit()),
        Arguments.of(RUN, matched(new JobState.Committed(9)), new AttemptStep.Await()),
        Arguments.of(RUN, matched(new JobState.Clear(NOW)), new AttemptStep.Reveal()),
        Arguments.of(PROMISED, matched(new JobState.Clear(NOW)), new AttemptStep.Lost()),
        Arguments.of(RUN, matched(new JobState.AuditCommit(true, 9, NOW)), new AttemptStep.Await()),
        Arguments.of(RUN, matched(new JobState.AuditProviderReveal(NOW)), new AttemptStep.Reveal()),
        Arguments.of(RUN, matched(new JobState.AuditReveal(NOW)), new AttemptStep.Await()),
        Arguments.of(RUN, matched(new JobState.Revealed(NOW)), new AttemptStep.Await()),
        Arguments.of(RUN, matched(new JobState.Disputed(NOW)), new AttemptStep.Await()),
        Arguments.of(RUN, matched(new JobState.Settled()), new AttemptStep.End(Ending.PAID)),
        Arguments.of(RUN, matched(new JobState.Void()), new AttemptStep.End(Ending.VOID)),
        Arguments.of(
            PROMISED, matched(new JobState.Refunded()), new AttemptStep.End(Ending.REFUNDED)));
  }

  @ParameterizedTest
  @MethodSource("states")
  void followsFromJournalAndChain(Attempt attempt, JobSnapshot job, AttemptStep expected) {
    assertThat(AttemptStep.next(attempt, job, SELF, MOMENT)).isEqualTo(expected);
  }

  @Test
  void endsWhenAnotherProviderRunsTheAttempt() {
    var job = matched(new JobState.Running(NOW), OTHER);

    assertThat(AttemptStep.next(PROMISED, job, SELF, MOMENT))
        .isEqualTo(new AttemptStep.End(Ending.TAKEN));
  }

  @Test
  void holdsASlotFromThePromiseUntilTheCommitmentIsOnChain() {
    assertThat(holdsSlot(PROMISED, open(0))).isTrue();
    assertThat(holdsSlot(RUN, matched(new JobState.Running(NOW)))).isTrue();

    assertThat(holdsSlot(LAPSED, open(0))).isFalse();
    assertThat(holdsSlot(RUN, matched(new JobState.Committed(9)))).isFalse();
  }

  private static boolean holdsSlot(Attempt attempt, JobSnapshot job) {
    return AttemptStep.holdsSlot(attempt, job, SELF, MOMENT);
  }
}
