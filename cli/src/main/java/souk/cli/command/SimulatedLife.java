package souk.cli.command;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import souk.protocol.codec.NoticeCodec;
import souk.protocol.evidence.Notice;
import souk.protocol.evidence.TurnEffect;
import souk.protocol.job.AgentInput;
import souk.protocol.job.AgentStanding;
import souk.protocol.job.Message;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.runtime.machine.Execution;
import souk.runtime.state.Snapshot;
import souk.settlement.chain.AgentPolicy;
import souk.settlement.chain.Refusal;

/** An agent's account and state from turn to turn, with money that is not real. */
final class SimulatedLife {
  /** Time from one turn to the next. */
  private static final Duration STEP = Duration.ofMinutes(1);

  private final Address account;
  private final AgentPolicy policy;
  private final SimulatedTreasury treasury;
  private final SimulatedMailbox mailbox = new SimulatedMailbox();
  private final SimulatedConduct conduct;
  private Optional<Snapshot> state;
  private int turn;
  private Instant now;
  private boolean ended;
  private List<SimulatedMailbox.Mail> inbox = List.of();

  /**
   * Where a life begins.
   *
   * @param balance what the account has
   * @param turn number of the first turn
   * @param now when that is
   */
  record Start(Address account, Amount balance, Optional<Snapshot> state, int turn, Instant now) {}

  /**
   * An effect, and what became of it.
   *
   * @param refusal why it is not honoured; empty if it is
   */
  record Outcome(TurnEffect effect, Optional<Refusal> refusal) {}

  SimulatedLife(Start start, AgentPolicy policy) {
    this.account = start.account();
    this.policy = policy;
    this.treasury = new SimulatedTreasury(policy, start.balance());
    this.conduct = new SimulatedConduct(account, policy, treasury, mailbox);
    this.state = start.state();
    this.turn = start.turn();
    this.now = start.now();
  }

  /** Whether there is no further turn. */
  boolean hasEnded() {
    return ended;
  }

  /** Number of the next turn. */
  int turn() {
    return turn;
  }

  /** When the next turn is. */
  Instant now() {
    return now;
  }

  /** The state the next turn goes on from; empty if the agent begins. */
  Optional<Snapshot> state() {
    return state;
  }

  /** What the account has. */
  Amount balance() {
    return treasury.balance();
  }

  /**
   * What the next turn is given. An agent that sleeps is woken by mail, or when its time has come.
   *
   * @param arriving messages from others
   */
  AgentInput wake(List<Message> arriving) {
    arriving.forEach(conduct::arrive);
    inbox = mailbox.take();
    if (inbox.isEmpty()) {
      now = conduct.wakeAt().filter(now::isBefore).orElse(now);
    }
    var standing =
        new AgentStanding(account, turn, treasury.spendable(), state.map(Snapshot::root));
    return new AgentInput(
        policy.fuelLimit(),
        policy.mostPerTurn(),
        Optional.of(standing),
        inbox.stream().map(SimulatedMailbox.Mail::message).toList());
  }

  /**
   * Takes what the turn came to: if it was dropped, the state stays, and its mail's money goes
   * back.
   *
   * @param after the state behind it
   */
  List<Outcome> land(Execution execution, Optional<Snapshot> after) {
    var isKept = !execution.trace().isEmpty();
    inbox.stream()
        .map(SimulatedMailbox.Mail::message)
        .filter(message -> isKept || message.sender().equals(account))
        .forEach(message -> treasury.receive(message.value()));
    var outcomes = isKept ? landKept(execution, after) : List.<Outcome>of();
    now = now.plus(STEP);
    return outcomes;
  }

  private List<Outcome> landKept(Execution execution, Optional<Snapshot> after) {
    var depth = inbox.stream().mapToInt(SimulatedMailbox.Mail::depth).max().orElse(0);
    state = after;
    treasury.beginTurn(now);
    conduct.beginTurn(turn, depth);
    var outcomes = new ArrayList<Outcome>();
    for (var effect : execution.effects()) {
      var refusal = conduct.apply(effect.effect(), outcomes.size());
      outcomes.add(new Outcome(new TurnEffect(turn, effect.effect()), refusal));
    }
    conduct.end().ifPresent(index -> outcomes.set(index, end(outcomes.get(index).effect())));
    tellOfRefused(outcomes, depth);
    turn++;
    return outcomes;
  }

  private Outcome end(TurnEffect effect) {
    var refusal = conduct.refusalOfEnd();
    if (refusal.isEmpty()) {
      treasury.give(treasury.balance());
      ended = true;
    }
    return new Outcome(effect, refusal);
  }

  private void tellOfRefused(List<Outcome> outcomes, int depth) {
    Set<Integer> refused = new TreeSet<>();
    for (var i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i).refusal().isPresent()) {
        refused.add(i);
      }
    }
    if (!refused.isEmpty()) {
      var notice = NoticeCodec.encode(new Notice.EffectsRefused(turn, refused));
      mailbox.add(new Message(Address.ZERO, Amount.ZERO, notice), depth);
    }
  }
}
