package souk.market.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.market.agent.Life.ID;
import static souk.market.agent.Life.JOB;
import static souk.market.agent.Life.NOW;
import static souk.market.agent.Life.hash;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import souk.market.agent.AgentCalls.Made;
import souk.market.agent.Duty.Kind;
import souk.market.share.FakeSubmissions;
import souk.protocol.job.JobState;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentCall;
import souk.settlement.chain.AgentMessage;
import souk.settlement.chain.AgentState;
import souk.settlement.chain.HashPrefix;
import souk.settlement.chain.Turn;

class AgentCallsTest {
  private static final AgentState IDLE = new AgentState.Idle();
  private static final AgentState WORKING = new AgentState.Working(Life.open(2, 0));

  private final FakeAgents facts = new FakeAgents();
  private final FakeBlobs blobs = new FakeBlobs();
  private final Set<Hash> states = new HashSet<>();
  private Optional<Turn> shown = Optional.empty();
  private final AgentCalls calls =
      new AgentCalls(
          facts,
          blobs,
          states::contains,
          (_, _) -> shown,
          new FakeSubmissions(3),
          new Worth(Amount.of(1_000)));

  private Made make(Kind kind) throws IOException {
    return calls.make(new Duty(kind, ID, JOB));
  }

  private void canWake() {
    facts.onChain = Optional.of(Life.snapshot(IDLE, 3));
    facts.wakeable = OptionalInt.of(2);
    LongStream.range(4, 8).forEach(number -> facts.unread.add(Life.message(number)));
    blobs.atPeers.add(Life.CODE.module());
    states.add(Life.STATE);
  }

  @Test
  void wakesWithTheOldestMessagesThatTheChainHasNotSeenRead() throws IOException {
    canWake();

    assertThat(make(Kind.WAKE))
        .isEqualTo(
            ready(
                new AgentCall.Wake(ID, List.of(Life.message(5).body(), Life.message(6).body())),
                1));
  }

  @Test
  void wakesNobodyWhomTheContractWouldNot() throws IOException {
    canWake();
    facts.wakeable = OptionalInt.empty();

    assertThat(make(Kind.WAKE)).isEqualTo(new Made.Waiting("it cannot wake"));
  }

  @Test
  void wakesNobodyWhomNobodyCouldRun() throws IOException {
    canWake();
    blobs.atPeers.clear();
    assertThat(make(Kind.WAKE)).isEqualTo(new Made.Waiting("no node has its module"));

    canWake();
    states.clear();
    assertThat(make(Kind.WAKE)).isEqualTo(new Made.Waiting("no node has its state " + Life.STATE));
  }

  @Test
  void waitsForMessagesThatAreNotIndexed() throws IOException {
    canWake();
    facts.unread.removeLast();
    facts.unread.removeLast();

    assertThat(make(Kind.WAKE)).isEqualTo(new Made.Waiting("not all of its messages are indexed"));
  }

  @Test
  void raisesWithWhatTheJobNames() throws IOException {
    facts.onChain = Optional.of(Life.snapshot(WORKING, 2));
    facts.put(Life.job(JOB, new JobState.Open(NOW)));

    assertThat(make(Kind.RAISE)).isEqualTo(ready(new AgentCall.Raise(ID, hash(30), hash(31)), 1));
  }

  @Test
  void advancesAPageOfEffectsAtATime() throws IOException {
    var turn = Life.paying(7);
    settled(turn, 0);

    assertThat(make(Kind.ADVANCE))
        .isEqualTo(ready(new AgentCall.Advance(ID, Life.resultOf(turn), turn, 3), 3));
  }

  @Test
  void advancesTheRestOfATurn() throws IOException {
    var turn = Life.paying(7);
    settled(turn, 6);

    assertThat(make(Kind.ADVANCE))
        .isEqualTo(ready(new AgentCall.Advance(ID, Life.resultOf(turn), turn, 1), 1));
  }

  @Test
  void advancesATurnThatAsksForNothing() throws IOException {
    var turn = Life.paying(0);
    settled(turn, 0);

    assertThat(make(Kind.ADVANCE))
        .isEqualTo(ready(new AgentCall.Advance(ID, Life.resultOf(turn), turn, 1), 1));
  }

  @Test
  void waitsForATurnThatNobodyHas() throws IOException {
    settled(Life.paying(7), 0);
    shown = Optional.empty();

    assertThat(make(Kind.ADVANCE))
        .isEqualTo(new Made.Waiting("no node has its turn of job " + JOB));
  }

  @Test
  void dropsATurnByItsResult() throws IOException {
    facts.onChain = Optional.of(Life.snapshot(WORKING, 2));
    facts.put(Life.settled(JOB, Life.trapped()));

    assertThat(make(Kind.DROP))
        .isEqualTo(ready(new AgentCall.AdvanceTrapped(ID, Life.trapped()), 1));
  }

  @Test
  void reportsTheChildrenThatAreFinal() throws IOException {
    facts.onChain = Optional.of(Life.snapshot(IDLE, 0));
    facts.agents.add(Life.parent(hash(1), hash(2)));
    facts.put(Life.job(hash(1), new JobState.Running(NOW)));
    facts.put(Life.settled(hash(2), Life.trapped()));

    assertThat(make(Kind.REPORT))
        .isEqualTo(
            ready(
                new AgentCall.ReportChildren(
                    List.of(new AgentCall.Outcome(hash(2), Optional.of(Life.trapped())))),
                1));
  }

  @Test
  void returnsMailUpToTheLastThatHasValue() throws IOException {
    facts.onChain = Optional.of(Life.snapshot(new AgentState.Ended(Life.HEIR), 4));
    inbox(0, 3, 0, 0);

    assertThat(make(Kind.RETURN)).isEqualTo(ready(new AgentCall.ReturnMail(ID, 2), 1));
  }

  @Test
  void returnsNoMoreMailThanFitsInATransaction() throws IOException {
    facts.onChain = Optional.of(Life.snapshot(new AgentState.Ended(Life.HEIR), 4));
    inbox(1, 1, 1, 1);

    assertThat(make(Kind.RETURN)).isEqualTo(ready(new AgentCall.ReturnMail(ID, 3), 1));
  }

  @Test
  void leavesMailAloneThatHasNoValue() throws IOException {
    facts.onChain = Optional.of(Life.snapshot(new AgentState.Ended(Life.HEIR), 2));
    inbox(0, 0);

    assertThat(make(Kind.RETURN)).isEqualTo(new Made.Needless());
  }

  @Test
  void sweepsOnlyWhatIsWorthIt() throws IOException {
    facts.onChain = Optional.of(Life.snapshot(new AgentState.Ended(Life.HEIR), 0));
    facts.balance = Amount.of(999);
    assertThat(make(Kind.SWEEP)).isEqualTo(new Made.Needless());

    facts.balance = Amount.of(1_000);
    assertThat(make(Kind.SWEEP)).isEqualTo(ready(new AgentCall.Sweep(List.of(ID)), 1));
  }

  private void settled(Turn turn, int landed) {
    var open = Life.open(2, landed);
    facts.onChain =
        Optional.of(
            Life.snapshot(
                landed == 0 ? new AgentState.Working(open) : new AgentState.Landing(open), 2));
    facts.put(Life.settled(JOB, Life.resultOf(turn)));
    shown = Optional.of(turn);
  }

  private void inbox(long... values) {
    for (var value : values) {
      var number = 5 + facts.inbox.size();
      facts.inbox.add(
          new AgentMessage(
              number,
              Optional.of(Life.address(1)),
              Amount.of(value),
              HashPrefix.NONE,
              0,
              0,
              NOW,
              false));
    }
  }

  private Made ready(AgentCall call, int times) {
    return new Made.Ready(call, facts.onChain.orElseThrow(), times);
  }
}
