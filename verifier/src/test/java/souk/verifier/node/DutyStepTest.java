package souk.verifier.node;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.verifier.node.Fixtures.COMMITTING;
import static souk.verifier.node.Fixtures.DRAWN;
import static souk.verifier.node.Fixtures.JUROR;
import static souk.verifier.node.Fixtures.NOW;
import static souk.verifier.node.Fixtures.SELF;
import static souk.verifier.node.Fixtures.disputed;
import static souk.verifier.node.Fixtures.job;
import static souk.verifier.node.Fixtures.seat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import souk.protocol.job.JobState;
import souk.protocol.job.JuryState;
import souk.settlement.chain.ClaimSnapshot;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.Seat.Status;
import souk.verifier.journal.DutyId;

class DutyStepTest {
  private static final JobState REVEALING = new JobState.AuditReveal(NOW);
  private static final JobState PROVIDER_REVEALS = new JobState.AuditProviderReveal(NOW);
  private static final JobState DISPUTED = new JobState.Disputed(NOW);
  private static final JuryState VOTING = new JuryState.Committing(NOW);
  private static final JuryState OPENING = new JuryState.Revealing(NOW);
  private static final JuryState FOUND = new JuryState.Appealable(NOW);

  static Stream<Arguments> steps() {
    return Stream.of(
        Arguments.of(DRAWN, false, job(COMMITTING, seat(Status.WAITING)), DutyStep.ANSWER),
        Arguments.of(DRAWN, true, job(COMMITTING, seat(Status.WAITING)), DutyStep.COMMIT),
        Arguments.of(DRAWN, true, job(COMMITTING, seat(Status.COMMITTED)), DutyStep.AWAIT),
        Arguments.of(DRAWN, false, job(COMMITTING, seat(Status.UNABLE)), DutyStep.AWAIT),
        Arguments.of(DRAWN, true, job(PROVIDER_REVEALS, seat(Status.COMMITTED)), DutyStep.REVEAL),
        Arguments.of(DRAWN, true, job(REVEALING, seat(Status.COMMITTED)), DutyStep.REVEAL),
        Arguments.of(DRAWN, false, job(REVEALING, seat(Status.COMMITTED)), DutyStep.LOST),
        Arguments.of(DRAWN, true, job(REVEALING, seat(Status.REVEALED)), DutyStep.AWAIT),
        Arguments.of(DRAWN, true, job(DISPUTED, seat(Status.REVEALED)), DutyStep.AWAIT),
        Arguments.of(JUROR, false, disputed(VOTING, seat(Status.WAITING)), DutyStep.ANSWER),
        Arguments.of(JUROR, true, disputed(VOTING, seat(Status.WAITING)), DutyStep.COMMIT),
        Arguments.of(JUROR, true, disputed(VOTING, seat(Status.COMMITTED)), DutyStep.AWAIT),
        Arguments.of(JUROR, true, disputed(OPENING, seat(Status.COMMITTED)), DutyStep.REVEAL),
        Arguments.of(JUROR, false, disputed(OPENING, seat(Status.COMMITTED)), DutyStep.LOST),
        Arguments.of(JUROR, true, disputed(OPENING, seat(Status.REVEALED)), DutyStep.AWAIT),
        Arguments.of(JUROR, true, disputed(FOUND, seat(Status.REVEALED)), DutyStep.AWAIT),
        Arguments.of(JUROR, true, job(DISPUTED), DutyStep.END),
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
    var next = job(COMMITTING, 1, List.of(seat(Status.WAITING)), List.of());

    assertThat(DutyStep.next(DRAWN, true, next, SELF)).isEqualTo(DutyStep.END);
  }

  @Test
  void revealsNothingBeforeEverybodyHasCommitted() {
    var committing = job(COMMITTING, seat(Status.COMMITTED));

    assertThat(DutyStep.next(DRAWN, true, committing, SELF)).isEqualTo(DutyStep.AWAIT);
  }

  @Test
  void staysInAJuryUntilItsClaimIsPaidOut() {
    var closed = new JuryState.Closed();
    var decided = disputed(closed, ClaimSnapshot.Status.UPHELD, false, seat(Status.REVEALED));
    var paid = disputed(closed, ClaimSnapshot.Status.UPHELD, true, seat(Status.REVEALED));

    assertThat(DutyStep.next(JUROR, true, decided, SELF)).isEqualTo(DutyStep.AWAIT);
    assertThat(DutyStep.next(JUROR, true, paid, SELF)).isEqualTo(DutyStep.END);
  }
}
