package souk.market.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.market.agent.Life.ID;
import static souk.market.agent.Life.JOB;
import static souk.market.agent.Life.head;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import souk.client.telemetry.Metrics;
import souk.market.match.Rank;
import souk.market.share.FakeSubmissions;
import souk.market.share.TransactionCounts;
import souk.market.share.Turns;
import souk.market.telemetry.EventLog;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.settlement.chain.AgentCall;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentState;
import souk.settlement.chain.GasEstimate;
import souk.settlement.chain.Revert;
import souk.settlement.tx.TxOutcome;

/** A turn-job that was refunded is to be given up. */
class AgentMinderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int STEP = 4;
  private static final AgentCall FAIL = new AgentCall.Fail(List.of(ID));
  private static final TxOutcome DONE = new TxOutcome.Included(Life.hash(9), 6, Map.of());

  private final FakeAgents facts = new FakeAgents();
  private final FakeSubmissions outbox = new FakeSubmissions(50);
  private final List<Address> others = new ArrayList<>();
  private final Metrics metrics = new Metrics();
  private final AgentCounts counts =
      new AgentCounts(
          metrics,
          Life.SELF,
          _ -> Optional.of(Life.POLICY.tip()),
          new TransactionCounts(() -> {}, () -> {}));
  private AgentMinder minder = minder(AgentMinder.Config.DEFAULT);

  private AgentMinder minder(AgentMinder.Config config) {
    return new AgentMinder(
        config,
        new AgentMinder.Parts(
            facts,
            new FakeBlobs(),
            _ -> true,
            (_, _) -> Optional.empty(),
            new Turns(Life.SELF, () -> others, STEP),
            outbox,
            counts,
            new EventLog()));
  }

  @AfterEach
  void close() {
    minder.close();
  }

  private void refunded() {
    facts.agents.add(Life.working(0));
    facts.put(Life.job(JOB, new JobState.Refunded()));
    facts.onChain = Optional.of(Life.snapshot(new AgentState.Working(Life.open(0, 0)), 0));
  }

  @Test
  void doesWhatIsDueOnce() throws InterruptedException {
    refunded();

    minder.act(head(5));
    settle();
    minder.act(head(6));
    settle();

    assertThat(outbox.calls()).containsExactly(FAIL);
  }

  @Test
  void lendsTheFirstNodeItsTurn() throws InterruptedException {
    refunded();
    others.add(otherThatIsFirst());

    for (var block = 5; block < 5 + STEP; block++) {
      minder.act(head(block));
      settle();
    }
    assertThat(outbox.calls()).isEmpty();
    minder.act(head(5 + STEP));
    settle();

    assertThat(outbox.calls()).containsExactly(FAIL);
  }

  @Test
  void sendsNothingThatTheContractRefuses() throws InterruptedException {
    refunded();
    facts.gas = new GasEstimate.Refused(new Revert("WrongState", ""));

    minder.act(head(5));
    settle();
    assertThat(outbox.calls()).isEmpty();

    facts.gas = new GasEstimate.Units(40_000);
    minder.act(head(6));
    settle();
    assertThat(outbox.calls()).isEmpty();
    minder.act(head(7));
    settle();
    assertThat(outbox.calls()).containsExactly(FAIL);
  }

  @Test
  void leavesToOthersWhatIsNotWorthTheGas() throws InterruptedException {
    refunded();
    // A tip of 50 for 50,001 gas, at 1,000 for a million.
    facts.gas = new GasEstimate.Units(50_001);

    minder.act(head(5));
    settle();
    minder.act(head(5_000));
    settle();

    assertThat(outbox.calls()).isEmpty();
  }

  @Test
  void doesNothingWhereItIsSwitchedOff() throws InterruptedException {
    refunded();
    minder.close();
    minder = minder(new AgentMinder.Config(false, Amount.ZERO));

    minder.act(head(5));
    settle();

    assertThat(outbox.calls()).isEmpty();
  }

  @Test
  void countsCallsAndTips() throws InterruptedException {
    refunded();
    minder.act(head(5));
    settle();
    outbox.decide(DONE);
    minder.act(head(6));
    counts.hear(List.of(Life.woken(0), landed(Life.SELF)));

    assertThat(text())
        .contains("souk_agent_calls_total{verb=\"fail\"} 1.0")
        .contains("souk_agent_tips_total 100.0");
  }

  @Test
  void countsNoTipsOfOthers() {
    counts.hear(List.of(Life.woken(0), landed(Life.HEIR)));
    assertThat(text()).contains("souk_agent_tips_total 50.0");

    counts.hear(List.of(landed(Life.HEIR)));
    assertThat(text()).contains("souk_agent_tips_total 50.0");
  }

  private static AgentEvent landed(Address lander) {
    return new AgentEvent.TurnLanded(Life.at(9), ID, JOB, lander, 3, Optional.empty());
  }

  private String text() {
    return new String(metrics.text(), StandardCharsets.UTF_8);
  }

  private static Address otherThatIsFirst() {
    for (var i = 1; ; i++) {
      var other = Life.address(i);
      if (Rank.of(JOB, Life.SELF, List.of(other)) == 1) {
        return other;
      }
    }
  }

  /** Waits until all has happened that will. */
  private void settle() throws InterruptedException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (minder.atWork() > 0) {
      assertThat(System.nanoTime()).as("time").isLessThan(end);
      Thread.sleep(Duration.ofMillis(1));
    }
  }
}
