package souk.cli.command;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.TurnEffect;
import souk.protocol.job.AgentInput;
import souk.protocol.job.AgentStanding;
import souk.protocol.job.Message;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.runtime.machine.Execution;
import souk.runtime.state.Snapshot;

/** An agent's account and state from turn to turn, with money that is not real. */
final class SimulatedLife {
  /** Time from one turn to the next. */
  private static final Duration STEP = Duration.ofMinutes(1);

  private static final Amount MOST =
      new Amount(BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE));

  private final Address account;
  private final Amount budget;
  private Amount balance;
  private Optional<Snapshot> state;
  private int turn;
  private Instant now;
  private Instant awake = Instant.MIN;
  private boolean ended;
  private List<Message> toItself = List.of();
  private List<Message> inbox = List.of();

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
  record Outcome(TurnEffect effect, Optional<String> refusal) {}

  /**
   * @param budget most the effects of a turn may move
   */
  SimulatedLife(Start start, Amount budget) {
    this.account = start.account();
    this.budget = budget;
    this.balance = start.balance();
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
    return balance;
  }

  /**
   * What the next turn is given. An agent that sleeps is woken by mail, or when its time has come.
   *
   * @param arriving messages from others
   */
  AgentInput wake(List<Message> arriving, Fuel turnFuel) {
    inbox = new ArrayList<>(toItself);
    inbox.addAll(arriving);
    toItself = List.of();
    now = inbox.isEmpty() && awake.isAfter(now) ? awake : now;
    arriving.forEach(message -> balance = balance.plus(message.value()).min(MOST));
    var standing = new AgentStanding(account, turn, balance, state.map(Snapshot::root));
    return new AgentInput(turnFuel, budget.min(balance), Optional.of(standing), inbox);
  }

  /**
   * Takes what the turn came to: if it was dropped, the state stays, and its mail's money goes
   * back.
   *
   * @param after the state behind it
   */
  List<Outcome> land(Execution execution, Optional<Snapshot> after) {
    now = now.plus(STEP);
    if (execution.trace().isEmpty()) {
      inbox.forEach(message -> balance = balance.minus(message.value().min(balance)));
      return List.of();
    }
    state = after;
    var moved = Amount.ZERO;
    var outcomes = new ArrayList<Outcome>();
    for (var effect : execution.effects()) {
      var moves = moves(effect.effect());
      var refusal = refusal(moves, moved);
      if (refusal.isEmpty()) {
        moved = moved.plus(moves);
        honour(effect.effect(), moves);
      }
      outcomes.add(new Outcome(new TurnEffect(turn, effect.effect()), refusal));
    }
    turn++;
    return outcomes;
  }

  private static Amount moves(Effect effect) {
    return switch (effect) {
      case Effect.Pay(_, var amount) -> amount;
      case Effect.Send send -> send.value();
      case Effect.Spawn(_, var most) -> most;
      case Effect.Sleep _, Effect.End _ -> Amount.ZERO;
    };
  }

  private Optional<String> refusal(Amount moves, Amount moved) {
    if (balance.isLessThan(moves)) {
      return Optional.of("the account has less");
    }
    return budget.isLessThan(moved.plus(moves))
        ? Optional.of("the turn's budget is less")
        : Optional.empty();
  }

  private void honour(Effect effect, Amount moves) {
    switch (effect) {
      case Effect.Pay(var to, _) when to.equals(account) -> {}
      case Effect.Send send when send.to().equals(account) -> {
        toItself = new ArrayList<>(toItself);
        toItself.add(new Message(account, send.value(), send.body()));
      }
      case Effect.Pay _, Effect.Send _, Effect.Spawn _ -> balance = balance.minus(moves);
      case Effect.Sleep(var until) -> awake = until;
      case Effect.End _ -> {
        balance = Amount.ZERO;
        ended = true;
      }
    }
  }
}
