package souk.market.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.market.agent.Life.JOB;
import static souk.market.agent.Life.NOW;
import static souk.market.agent.Life.hash;
import static souk.market.agent.Life.head;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import souk.market.agent.Duty.Kind;
import souk.protocol.job.JobState;
import souk.protocol.value.Amount;
import souk.settlement.chain.Head;
import souk.settlement.index.IndexedAgent;

class DutiesTest {
  private final FakeAgents facts = new FakeAgents();
  private final Duties duties = new Duties(facts);

  @Test
  void mailAsksForAWake() {
    assertThat(kinds(Life.idle(1), head(5))).containsExactly(Kind.WAKE);
    assertThat(kinds(Life.idle(0), head(5))).isEmpty();
  }

  @Test
  void moneyAndMailChangeWhatATryIsWorth() {
    var before = wake(1);

    assertThat(wake(1)).isEqualTo(before);
    assertThat(wake(2)).isNotEqualTo(before);
    facts.balance = Amount.of(7);
    assertThat(wake(1)).isNotEqualTo(before);
    assertThat(wake(1).reason()).isEqualTo(before.reason());
  }

  @ParameterizedTest
  @MethodSource("underWay")
  void waitsWhileTheTurnIsRunOrJudged(JobState state) {
    facts.put(Life.job(JOB, state));

    assertThat(kinds(Life.working(2), head(5))).isEmpty();
  }

  private static Stream<JobState> underWay() {
    return Stream.of(
        new JobState.Open(NOW),
        new JobState.Running(NOW),
        new JobState.Revealed(NOW),
        new JobState.Disputed(NOW));
  }

  @Test
  void raisesTheCeilingOfATurnThatNobodyTakes() {
    facts.put(Life.job(JOB, new JobState.Open(NOW)));

    assertThat(kinds(Life.working(2), head(119))).isEmpty();
    assertThat(kinds(Life.working(2), head(120))).containsExactly(Kind.RAISE);
  }

  @Test
  void raisesNothingThatIsBeingTaken() {
    facts.put(Life.job(JOB, new JobState.Open(NOW)));
    facts.promised.add(JOB);

    assertThat(kinds(Life.working(2), head(120))).isEmpty();
  }

  @Test
  void advancesByASettledTurn() {
    facts.put(Life.settled(JOB, Life.resultOf(Life.paying(2))));

    assertThat(kinds(Life.working(2), head(5))).containsExactly(Kind.ADVANCE);
  }

  @Test
  void givesASettledTurnUpThatNobodyCouldOpenForAMonth() {
    facts.put(Life.settled(JOB, Life.resultOf(Life.paying(2))));
    var month = Duration.ofDays(30).plus(Life.POLICY.turnTime()).toSeconds();

    assertThat(kinds(Life.working(2), head(month))).containsExactly(Kind.ADVANCE);
    assertThat(kinds(Life.working(2), head(month + 1))).containsExactly(Kind.FAIL);
  }

  @Test
  void goesOnAfterATurnThatWasDropped() {
    facts.put(Life.settled(JOB, Life.trapped()));

    assertThat(kinds(Life.working(2), head(5))).containsExactly(Kind.DROP);
  }

  @Test
  void givesATurnUpWhoseJobCameToNothing() {
    facts.put(Life.job(JOB, new JobState.Refunded()));
    assertThat(kinds(Life.working(2), head(5))).containsExactly(Kind.FAIL);

    facts.put(Life.job(JOB, new JobState.Void()));
    assertThat(kinds(Life.working(2), head(5))).containsExactly(Kind.FAIL);
  }

  @Test
  void goesOnWithATurnWhoseEffectsAreNotAllDone() {
    assertThat(kinds(Life.landing(), head(5))).containsExactly(Kind.ADVANCE);
  }

  @Test
  void reportsChildrenThatAreFinal() {
    facts.put(Life.job(hash(1), new JobState.Running(NOW)));
    assertThat(kinds(Life.parent(hash(1), hash(2)), head(5))).isEmpty();

    facts.put(Life.job(hash(2), new JobState.Refunded()));
    assertThat(kinds(Life.parent(hash(1), hash(2)), head(5))).containsExactly(Kind.REPORT);
  }

  @Test
  void clearsUpAfterTheEnd() {
    assertThat(kinds(Life.ended(3), head(5))).containsExactly(Kind.SWEEP, Kind.RETURN);

    facts.balance = Amount.ZERO;
    assertThat(kinds(Life.ended(0), head(5))).isEmpty();
  }

  private Duty wake(int unread) {
    return duties.of(Life.idle(unread), head(5)).getFirst();
  }

  private List<Kind> kinds(IndexedAgent agent, Head head) {
    return duties.of(agent, head).stream().map(Duty::kind).toList();
  }
}
