package souk.verifier.node;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.verifier.node.Fixtures.CLAIM;
import static souk.verifier.node.Fixtures.COMMITTING;
import static souk.verifier.node.Fixtures.DEPLOYMENT;
import static souk.verifier.node.Fixtures.DRAWN;
import static souk.verifier.node.Fixtures.JOB;
import static souk.verifier.node.Fixtures.JUROR;
import static souk.verifier.node.Fixtures.NOW;
import static souk.verifier.node.Fixtures.RESULT;
import static souk.verifier.node.Fixtures.SELF;
import static souk.verifier.node.Fixtures.disputed;
import static souk.verifier.node.Fixtures.job;
import static souk.verifier.node.Fixtures.seat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.Item;
import souk.protocol.job.JobState;
import souk.protocol.job.JuryState;
import souk.settlement.chain.Call;
import souk.settlement.chain.ClaimCall;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.Seat.Status;
import souk.verifier.journal.Answer;
import souk.verifier.journal.DutyId;

@Timeout(60)
class DutiesTest {
  private static final JobSnapshot SEATED = job(COMMITTING, seat(Status.WAITING));

  @TempDir private Path directory;
  private final FakeWorld world = new FakeWorld();

  @Test
  void answersADutyThatCameWhileItWasDown() throws InterruptedException {
    var answer = answerThenKill(DRAWN, SEATED);

    assertThat(answer.result()).isEqualTo(RESULT);
  }

  @Test
  void runsAgainWhatItWasKilledOver() throws InterruptedException {
    world.hangs = true;
    try (var verifier = restart()) {
      verifier.sees(SEATED, 1);
      world.running.await();
    }
    world.hangs = false;

    answerThenKill(DRAWN, SEATED);

    assertThat(world.runs).hasValue(2);
  }

  @Test
  void commitsToTheAnswerItFoundBeforeTheRestartWithoutRunningAgain() throws InterruptedException {
    var answer = answerThenKill(DRAWN, SEATED);

    try (var verifier = restart()) {
      verifier.sees(SEATED, 2);
    }
    try (var verifier = restart()) {
      verifier.sees(SEATED, 3);
    }

    assertThat(world.sent)
        .isEqualTo(Map.of("answer/" + DRAWN.key() + "#0", commitment(DRAWN, answer)));
    assertThat(world.runs).hasValue(1);
  }

  @Test
  void revealsWhatItCommittedToBeforeTheRestart() throws InterruptedException {
    var answer = answerThenKill(DRAWN, SEATED);

    try (var verifier = restart()) {
      verifier.sees(job(new JobState.AuditReveal(NOW), seat(Status.COMMITTED)), 3);
    }

    assertThat(world.sent).isEqualTo(Map.of("reveal/" + DRAWN.key() + "#0", reveal(answer)));
  }

  @Test
  void votesOnWhatTheClaimIsAbout() throws InterruptedException {
    var asked = disputed(new JuryState.Committing(NOW.plusSeconds(60)), seat(Status.WAITING));
    var answer = answerThenKill(JUROR, asked);

    try (var verifier = restart()) {
      verifier.sees(asked, 2);
    }

    var commitment =
        Evidence.voteCommitment(
            DEPLOYMENT.domain(),
            DEPLOYMENT.court().jury(),
            CLAIM,
            0,
            Evidence.item(RESULT, new Item.Exit()),
            answer.salt(),
            SELF);
    assertThat(world.sent.values())
        .containsExactly(
            new ClaimCall.CommitVotes(List.of(new ClaimCall.VoteCommitment(CLAIM, 0, commitment))));
  }

  @Test
  void revealsTheVoteItCommittedToBeforeTheRestart() throws InterruptedException {
    var answer =
        answerThenKill(
            JUROR, disputed(new JuryState.Committing(NOW.plusSeconds(60)), seat(Status.WAITING)));

    try (var verifier = restart()) {
      verifier.sees(disputed(new JuryState.Revealing(NOW), seat(Status.COMMITTED)), 3);
    }

    var finding = Evidence.item(RESULT, new Item.Exit());
    assertThat(world.sent.values())
        .containsExactly(
            new ClaimCall.RevealVotes(
                List.of(new ClaimCall.VoteReveal(CLAIM, 0, finding, answer.salt()))));
  }

  @Test
  void saysThatItCannotJudgeWhileThereIsTime() {
    world.hangs = true;
    var asked = disputed(new JuryState.Committing(NOW.plusSeconds(60)), seat(Status.WAITING));

    try (var verifier = restart()) {
      verifier.sees(asked, 51);
    }

    assertThat(world.sent.values()).containsExactly(new ClaimCall.DeclareUnable(CLAIM, 0));
  }

  @Test
  void runsAJobOnceForAllItsAttempts() throws InterruptedException {
    answerThenKill(DRAWN, SEATED);
    var again = job(COMMITTING, 1, List.of(seat(Status.WAITING)), List.of());

    answerThenKill(new DutyId.Audit(JOB, 1, 0), again);

    assertThat(world.runs).hasValue(1);
  }

  @Test
  void saysThatItHasNoAnswerWhileThereIsTimeToReplaceIt() {
    world.hangs = true;

    try (var verifier = restart()) {
      verifier.sees(SEATED, 50);
      assertThat(world.sent).isEmpty();
      verifier.sees(SEATED, 51);
    }

    assertThat(world.sent.values()).containsExactly(new Call.DeclareUnable(JOB, 0));
  }

  @Test
  void warnsOnceOfADeadlineThatIsNear() {
    world.hangs = true;

    try (var verifier = restart()) {
      verifier.sees(SEATED, 50);
      assertThat(verifier.urgent()).isZero();
      verifier.sees(SEATED, 51);
      verifier.sees(SEATED, 52);
      assertThat(verifier.urgent()).isOne();

      verifier.sees(job(COMMITTING, seat(Status.UNABLE)), 53);
      assertThat(verifier.urgent()).isZero();
      assertThat(verifier.warnings()).isOne();
    }
  }

  @Test
  void forgetsADutyWhoseJobHasGoneOn() throws InterruptedException {
    answerThenKill(DRAWN, SEATED);

    try (var verifier = restart()) {
      verifier.sees(job(new JobState.Revealed(NOW), seat(Status.REVEALED)), 5);

      assertThat(verifier.journal.unfinished()).isEmpty();
    }
  }

  @Test
  void callsADueExitOfItsOwnAuditIfNobodyElseDoes() throws InterruptedException {
    answerThenKill(DRAWN, SEATED);
    var overdue = job(new JobState.AuditReveal(NOW.plusSeconds(4)), seat(Status.REVEALED));

    try (var verifier = restart()) {
      for (var block = 5; block < 8; block++) {
        verifier.sees(overdue, block);
      }
    }

    assertThat(world.sent.values()).containsExactly(new Call.CloseAudits(List.of(JOB)));
  }

  private RestartedVerifier restart() {
    return new RestartedVerifier(directory, world);
  }

  private Answer answerThenKill(DutyId duty, JobSnapshot job) throws InterruptedException {
    try (var verifier = restart()) {
      verifier.sees(job, 1);
      verifier.awaitAnswer();
      return verifier.journal.answer(duty).orElseThrow();
    }
  }

  private static Call commitment(DutyId duty, Answer answer) {
    var commitment =
        Evidence.answerCommitment(
            DEPLOYMENT.domain(),
            DEPLOYMENT.court().audits(),
            duty.jobId(),
            duty.attempt(),
            0,
            Evidence.resultRoot(answer.result()),
            answer.salt(),
            SELF);
    return new Call.CommitAnswers(List.of(new Call.AnswerCommitment(JOB, 0, commitment)));
  }

  private static Call reveal(Answer answer) {
    var reveal = new Call.AnswerReveal(JOB, 0, Evidence.resultRoot(answer.result()), answer.salt());
    return new Call.RevealAnswers(List.of(reveal));
  }
}
