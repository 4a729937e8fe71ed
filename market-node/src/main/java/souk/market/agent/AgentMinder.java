package souk.market.agent;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import souk.client.market.MarketException;
import souk.client.node.Crew;
import souk.market.agent.AgentCalls.Made;
import souk.market.share.Submissions;
import souk.market.share.Turns;
import souk.market.telemetry.EventLog;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.GasEstimate;
import souk.settlement.chain.Head;
import souk.settlement.journal.JournalException;

/**
 * Wakes and advances agents, and does what else anybody may do for them. Which of several nodes
 * does is {@link Turns}' matter; that another was faster is normal. Its methods are called by one
 * thread; what takes long has a thread for each duty, so that no agent holds up another.
 */
public final class AgentMinder implements AutoCloseable {
  private static final int MOST_AT_ONCE = 64;

  private final Config config;
  private final AgentFacts facts;
  private final Duties duties;
  private final AgentCalls calls;
  private final TurnInputs inputs;
  private final Worth worth;
  private final Tries tries;
  private final Turns turns;
  private final Submissions submissions;
  private final AgentCounts counts;
  private final EventLog log;
  private final Crew<Duty> crew = new Crew<>("agent");
  // By their keys.
  private final Map<String, Duty> undecided = new HashMap<>();

  /**
   * What a node does for agents.
   *
   * @param acts whether it wakes and advances them; what open turns read it keeps in any case
   * @param leastTip what it does not do it for: for each million gas, in base units
   */
  public record Config(boolean acts, Amount leastTip) {
    /** A thousandth of a token of six decimals. */
    public static final Config DEFAULT = new Config(true, Amount.of(1_000));
  }

  /**
   * What it works with.
   *
   * @param states whether a state is to be had from this node or a peer
   * @param turns for this class alone
   */
  public record Parts(
      AgentFacts facts,
      AgentBlobs blobs,
      Predicate<Hash> states,
      TurnSource source,
      Turns turns,
      Submissions submissions,
      AgentCounts counts,
      EventLog log) {}

  /** A minder that has done nothing yet. */
  public AgentMinder(Config config, Parts parts) {
    this.config = config;
    this.facts = parts.facts();
    this.duties = new Duties(facts);
    this.worth = new Worth(config.leastTip());
    this.submissions = parts.submissions();
    this.calls =
        new AgentCalls(facts, parts.blobs(), parts.states(), parts.source(), submissions, worth);
    this.inputs = new TurnInputs(facts, parts.blobs(), parts.log());
    this.tries = new Tries(submissions::outcome);
    this.turns = parts.turns();
    this.counts = parts.counts();
    this.log = parts.log();
  }

  /** Keeps what open turns read: every node does, whoever acts. */
  public void keep(Head head) {
    inputs.keep(head.number());
  }

  /** Does what is due at that block and was not done just now. */
  public void act(Head head) {
    countDecided();
    var due = config.acts() ? due(head) : List.<Duty>of();
    tries.retain(due);
    for (var duty : due) {
      if (turns.isOurs(duty.reason(), duty.subject(), head.number())
          && tries.mayTry(duty, head)
          && atWork() < MOST_AT_ONCE) {
        crew.start(duty.reason(), () -> take(duty, head.number()));
      }
    }
    turns.endRound();
  }

  /** Duties that somebody is at. */
  int atWork() {
    return crew.size();
  }

  private List<Duty> due(Head head) {
    return facts.agents().stream().flatMap(agent -> duties.of(agent, head).stream()).toList();
  }

  private void take(Duty duty, long block) {
    try {
      switch (calls.make(duty)) {
        case Made.Ready ready -> take(duty, ready, block);
        case Made.Waiting(var reason) -> fail(duty, block, reason);
        case Made.Needless() -> tries.leave(duty);
      }
    } catch (IOException | ChainException | JournalException | MarketException e) {
      fail(duty, block, String.valueOf(e.getMessage()));
    }
  }

  private void take(Duty duty, Made.Ready ready, long block) {
    switch (facts.estimate(ready.call())) {
      case GasEstimate.Refused(var reason) -> fail(duty, block, "the contract says " + reason);
      case GasEstimate.Units(var gas) -> {
        var tip = ready.agent().policy().tip();
        if (worth.isWorth(tip, gas * ready.times())) {
          submit(duty, ready, block);
        } else {
          tries.leave(duty);
          log.agentNotWorth(duty.kind().text(), duty.agent(), tip, gas * ready.times());
        }
      }
    }
  }

  private void submit(Duty duty, Made.Ready ready, long block) {
    var key = "agent/%s/%s/%d".formatted(duty.kind(), duty.agent(), block);
    submissions.submit(key, ready.call());
    tries.sent(duty, key);
    synchronized (undecided) {
      undecided.put(key, duty);
    }
    log.agentMinded(duty.kind().text(), duty.agent(), ready.agent().turns());
  }

  private void fail(Duty duty, long block, String reason) {
    tries.failed(duty, block);
    log.agentWaits(duty.kind().text(), duty.agent(), reason);
  }

  /** Counts what became of calls. */
  private void countDecided() {
    synchronized (undecided) {
      undecided
          .entrySet()
          .removeIf(
              entry -> {
                var outcome = submissions.outcome(entry.getKey());
                counts.count(entry.getValue().kind(), outcome);
                return outcome.isDecided();
              });
    }
  }

  @Override
  public void close() {
    crew.close();
    inputs.close();
  }
}
