package souk.verifier.node;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.verifier.node.Fixtures.COMMITTING;
import static souk.verifier.node.Fixtures.DRAWN;
import static souk.verifier.node.Fixtures.JUROR;
import static souk.verifier.node.Fixtures.NOW;
import static souk.verifier.node.Fixtures.PROVIDER;
import static souk.verifier.node.Fixtures.SELF;
import static souk.verifier.node.Fixtures.job;
import static souk.verifier.node.Fixtures.seat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import souk.protocol.job.JobState;
import souk.protocol.job.JobState.Disputed.Phase;
import souk.settlement.chain.Seat.Status;
import souk.settlement.chain.JobSnapshot;
import souk.verifier.journal.DutyId;

class DutyStepTest {
  private static final JobState REVEALING = new JobState.AuditReveal(NOW);
  private static final JobState PROVIDER_REVEALS = new JobState.AuditProviderReveal(NOW);
  private static final JobState JURY_COMMITS = new JobState.Disputed(Phase.COMMIT, NOW);
  private static final JobState JURY_REVEALS = new JobState.Disputed(Phase.REVEAL, NOW);

  static Stream<Arguments> steps() {
    return Stream.of(
        Arguments.of(DRAWN, false, job(COMMITTING, seat(Status.WAITING, 0)), DutyStep.ANSWER),
        Arguments.of(DRAWN, true, job(COMMITTING, seat(Status.WAITING, 0)), DutyStep.COMMIT),
        Arguments.of(DRAWN, true, job(COMMITTING, seat(Status.COMMITTED, 0)), DutyStep.AWAIT),
        Arguments.of(DRAWN, false, job(COMMITTING, seat(Status.UNABLE, 0)), DutyStep.AWAIT),
        Arguments.of(
            DRAWN, true, job(PROVIDER_REVEALS, seat(Status.COMMITTED, 0)), DutyStep.REVEAL),
        Arguments.of(DRAWN, true, job(REVEALING, seat(Status.COMMITTED, 0)), DutyStep.REVEAL),
        Arguments.of(DRAWN, false, job(REVEALING, seat(Status.COMMITTED, 0)), DutyStep.LOST),
        Arguments.of(DRAWN, true, job(REVEALING, seat(Status.REVEALED, 0)), DutyStep.AWAIT),
        Arguments.of(DRAWN, true, job(JURY_COMMITS, seat(Status.REVEALED, 0)), DutyStep.AWAIT),
        Arguments.of(JUROR, false, job(JURY_COMMITS), DutyStep.ANSWER),
        Arguments.of(JUROR, true, job(JURY_COMMITS), DutyStep.COMMIT),
        Arguments.of(JUROR, true, job(JURY_COMMITS, seat(Status.COMMITTED, 3)), DutyStep.AWAIT),
        Arguments.of(JUROR, true, job(JURY_REVEALS, seat(Status.COMMITTED, 3)), DutyStep.REVEAL),
        Arguments.of(JUROR, true, job(JURY_REVEALS), DutyStep.AWAIT),
        Arguments.of(DRAWN, true, job(new JobState.Revealed(NOW)), DutyStep.END),
        Arguments.of(DRAWN, true, job(new JobState.Void()), DutyStep.END));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void followsFromJournalAndChain(
      DutyId duty, boolean answered, JobSnapshot job, DutyStep expected) {
    assertThat(DutyStep.next(duty, answered, job, SELF)).isEqualTo(expected);
  }

  @Test
  void endsWithTheAttempt() {
    var next = job(COMMITTING, 1, PROVIDER, seat(Status.WAITING, 0));

    assertThat(DutyStep.next(DRAWN, true, next, SELF)).isEqualTo(DutyStep.END);
  }

  @Test
  void revealsNothingBeforeEverybodyHasCommitted() {
    var committing = job(COMMITTING, seat(Status.COMMITTED, 0));

    assertThat(DutyStep.next(DRAWN, true, committing, SELF)).isEqualTo(DutyStep.AWAIT);
  }
}
