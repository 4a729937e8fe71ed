package souk.verifier.node;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.verifier.node.Fixtures.COMMITTING;
import static souk.verifier.node.Fixtures.DRAWN;
import static souk.verifier.node.Fixtures.JUROR;
import static souk.verifier.node.Fixtures.LOCK;
import static souk.verifier.node.Fixtures.NOW;
import static souk.verifier.node.Fixtures.PROVIDER;
import static souk.verifier.node.Fixtures.SELF;
import static souk.verifier.node.Fixtures.job;
import static souk.verifier.node.Fixtures.seat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import souk.protocol.job.JobState;
import souk.protocol.job.JobState.Disputed.Phase;
import souk.protocol.value.Amount;
import souk.settlement.chain.Seat.Status;
import souk.settlement.chain.JobSnapshot;
import souk.verifier.journal.DutyId;

class SummonsTest {
  private static final JobState DISPUTED = new JobState.Disputed(Phase.COMMIT, NOW);

  @Test
  void callsWhoeverIsSeated() {
    assertThat(summons(job(COMMITTING, seat(Status.WAITING, 0)))).contains(DRAWN);
    assertThat(summons(job(COMMITTING, seat(Status.COMMITTED, 0)))).contains(DRAWN);
  }

  @Test
  void callsNobodyWhoseSeatIsDone() {
    assertThat(summons(job(COMMITTING, seat(Status.REVEALED, 0)))).isEmpty();
    assertThat(summons(job(COMMITTING, seat(Status.UNABLE, 0)))).isEmpty();
    assertThat(summons(job(COMMITTING, seat(Status.NO_SHOW, 0)))).isEmpty();
  }

  @Test
  void callsNobodyWhoIsNotSeated() {
    assertThat(summons(job(COMMITTING))).isEmpty();
  }

  @Test
  void callsEveryVerifierThatWasNotDrawnToADispute() {
    assertThat(summons(job(DISPUTED))).contains(JUROR);
    assertThat(summons(job(DISPUTED, seat(Status.REVEALED, 0)))).isEmpty();
  }

  @Test
  void callsNoPartyToADispute() {
    assertThat(Summons.in(job(DISPUTED), PROVIDER, () -> LOCK)).isEmpty();
    assertThat(Summons.in(job(DISPUTED), Fixtures.CONSUMER, () -> LOCK)).isEmpty();
    assertThat(Summons.in(job(DISPUTED), Fixtures.MARKET_NODE, () -> LOCK)).isEmpty();
  }

  @Test
  void callsNobodyToADisputeWhoseFreeBondDoesNotCoverTheLock() {
    assertThat(Summons.in(job(DISPUTED), SELF, () -> LOCK.minus(Amount.of(1)))).isEmpty();
  }

  @Test
  void callsNobodyNewOnceTheJuryReveals() {
    assertThat(summons(job(new JobState.Disputed(Phase.REVEAL, NOW)))).isEmpty();
  }

  private static Optional<DutyId> summons(JobSnapshot job) {
    return Summons.in(job, SELF, () -> LOCK);
  }
}
