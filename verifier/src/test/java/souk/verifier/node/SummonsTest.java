package souk.verifier.node;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.verifier.node.Fixtures.COMMITTING;
import static souk.verifier.node.Fixtures.DRAWN;
import static souk.verifier.node.Fixtures.JUROR;
import static souk.verifier.node.Fixtures.NOW;
import static souk.verifier.node.Fixtures.PROVIDER;
import static souk.verifier.node.Fixtures.SELF;
import static souk.verifier.node.Fixtures.disputed;
import static souk.verifier.node.Fixtures.job;
import static souk.verifier.node.Fixtures.seat;

import java.util.List;
import org.junit.jupiter.api.Test;
import souk.protocol.job.JobState;
import souk.protocol.job.JuryState;
import souk.settlement.chain.ClaimSnapshot;
import souk.settlement.chain.HashPrefix;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.Seat;
import souk.settlement.chain.Seat.Status;
import souk.verifier.journal.DutyId;

class SummonsTest {
  private static final JuryState VOTING = new JuryState.Committing(NOW);

  @Test
  void callsWhoeverIsSeated() {
    assertThat(summons(job(COMMITTING, seat(Status.WAITING)))).containsExactly(DRAWN);
    assertThat(summons(job(COMMITTING, seat(Status.COMMITTED)))).containsExactly(DRAWN);
  }

  @Test
  void callsNobodyWhoseSeatIsDone() {
    assertThat(summons(job(COMMITTING, seat(Status.REVEALED)))).isEmpty();
    assertThat(summons(job(COMMITTING, seat(Status.UNABLE)))).isEmpty();
    assertThat(summons(job(COMMITTING, seat(Status.NO_SHOW)))).isEmpty();
  }

  @Test
  void callsNobodyWhoIsNotSeated() {
    var others = new Seat(0, PROVIDER, Status.WAITING, 0, HashPrefix.NONE);

    assertThat(summons(job(COMMITTING, others))).isEmpty();
    assertThat(summons(disputed(VOTING, others))).isEmpty();
  }

  @Test
  void callsNobodyToAnAuditThatIsOver() {
    var revealed = job(new JobState.Revealed(NOW), seat(Status.COMMITTED));

    assertThat(summons(revealed)).isEmpty();
  }

  @Test
  void callsWhoeverIsSeatedInAJury() {
    assertThat(summons(disputed(VOTING, seat(Status.WAITING)))).containsExactly(JUROR);
    assertThat(summons(disputed(VOTING, seat(Status.REVEALED)))).isEmpty();
  }

  @Test
  void callsNobodyToAVerdictThatIsFinal() {
    var decided =
        disputed(
            new JuryState.Closed(), ClaimSnapshot.Status.UPHELD, false, seat(Status.COMMITTED));

    assertThat(summons(decided)).isEmpty();
  }

  @Test
  void callsJurorsOfThePresentRoundOnly() {
    var next = new Seat(3, SELF, Status.WAITING, 1, HashPrefix.NONE);

    assertThat(summons(disputed(VOTING, next))).isEmpty();
  }

  @Test
  void callsOnceForEverySeat() {
    var second = new Seat(1, SELF, Status.WAITING, 0, HashPrefix.NONE);

    assertThat(summons(job(COMMITTING, seat(Status.WAITING), second))).hasSize(2);
  }

  private static List<DutyId> summons(JobSnapshot job) {
    return Summons.in(job, SELF);
  }
}
