package souk.settlement.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.settlement.chain.Snapshots.CLAIM;
import static souk.settlement.chain.Snapshots.JOB;
import static souk.settlement.chain.Snapshots.NOW;
import static souk.settlement.chain.Snapshots.claim;
import static souk.settlement.chain.Snapshots.job;
import static souk.settlement.chain.Snapshots.seats;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import souk.protocol.job.Exit;
import souk.protocol.job.JobState;
import souk.protocol.job.JuryState;
import souk.protocol.value.Moment;
import souk.settlement.chain.ClaimSnapshot.Status;

class DueExitsTest {
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final JobState DISPUTED = new JobState.Disputed(LATER);

  @Test
  void aStatesOwnExitIsTheJobs() {
    assertThat(due(job(new JobState.Revealed(NOW.minusSeconds(1)), false)))
        .containsExactly(new DueExit(Exit.SETTLE, JOB));
  }

  @Test
  void aJobThatIsHeldDoesNotSettle() {
    assertThat(due(job(new JobState.Revealed(NOW.minusSeconds(1)), true))).isEmpty();
  }

  @Test
  void anAuditNobodyHasToRevealInIsClosedAtOnce() {
    var revealed = List.of(seats(Seat.Status.REVEALED, Seat.Status.NO_SHOW));
    var owing = List.of(seats(Seat.Status.REVEALED, Seat.Status.COMMITTED));

    assertThat(due(job(new JobState.AuditReveal(LATER), false, revealed)))
        .containsExactly(new DueExit(Exit.CLOSE_AUDIT, JOB));
    assertThat(due(job(new JobState.AuditReveal(LATER), false, owing))).isEmpty();
  }

  @Test
  void aClaimsJuryIsSeatedAndAdvancedByItsOwnDeadlines() {
    assertThat(due(open(new JuryState.Seating(9))))
        .containsExactly(new DueExit(Exit.SEAT_JURY, CLAIM));
    assertThat(due(open(new JuryState.Appealable(NOW.minusSeconds(1)))))
        .containsExactly(new DueExit(Exit.ADVANCE_JURY, CLAIM));
    assertThat(due(open(new JuryState.Appealable(LATER)))).isEmpty();
  }

  @Test
  void aJuryNobodyHasToBeWaitedForInIsAdvancedAtOnce() {
    var committing = new JuryState.Committing(LATER);
    var revealing = new JuryState.Revealing(LATER);

    assertThat(due(open(committing, Seat.Status.COMMITTED, Seat.Status.WAITING))).isEmpty();
    assertThat(due(open(committing, Seat.Status.COMMITTED, Seat.Status.UNABLE)))
        .containsExactly(new DueExit(Exit.ADVANCE_JURY, CLAIM));
    assertThat(due(open(revealing, Seat.Status.COMMITTED, Seat.Status.NO_SHOW))).isEmpty();
    assertThat(due(open(revealing, Seat.Status.REVEALED, Seat.Status.NO_SHOW)))
        .containsExactly(new DueExit(Exit.ADVANCE_JURY, CLAIM));
  }

  @Test
  void aDecidedClaimIsPaidOutOnceItsJobIsDecidedToo() {
    var decided = claim(Status.REJECTED, false, new JuryState.Closed());
    var paid = claim(Status.REJECTED, true, new JuryState.Closed());

    assertThat(due(job(DISPUTED, false, decided))).isEmpty();
    assertThat(due(job(new JobState.Revealed(LATER), false, decided)))
        .containsExactly(new DueExit(Exit.CLOSE_CLAIM, CLAIM));
    assertThat(due(job(new JobState.Revealed(LATER), false, paid))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Exit.class)
  void everyExitHasItsCall(Exit exit) {
    assertThat(DueExits.call(exit, List.of(JOB))).isNotNull();
  }

  private static JobSnapshot open(JuryState jury, Seat.Status... statuses) {
    return job(DISPUTED, false, claim(Status.OPEN, false, jury, seats(statuses)));
  }

  private static List<DueExit> due(JobSnapshot job) {
    return DueExits.of(job, new Moment(10, NOW));
  }
}
