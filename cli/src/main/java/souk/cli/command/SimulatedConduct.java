package souk.cli.command;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import souk.protocol.codec.NoticeCodec;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.EffectKind;
import souk.protocol.evidence.Notice;
import souk.protocol.job.ChildJob;
import souk.protocol.job.Message;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.settlement.chain.AgentPolicy;
import souk.settlement.chain.Refusal;

/**
 * What effects of a simulated agent do: each against its policy's bounds, as the contract {@code
 * Conduct} has them. Nobody else is an agent here, and no child ends but by a notice that arrives.
 */
final class SimulatedConduct {
  // Where the simulation has not seen what a child was asked for.
  private static final int LEAST_DEPTH_OF_CHILD = 1;

  private final Address account;
  private final AgentPolicy policy;
  private final SimulatedTreasury treasury;
  private final SimulatedMailbox mailbox;
  private final Map<Place, Child> children = new HashMap<>();
  private int turn;
  private int depth;
  private Optional<Instant> wakeAt = Optional.empty();
  private Optional<Integer> end = Optional.empty();

  /** Which effect asked for a child. */
  private record Place(int turn, int effect) {}

  /** A child job that is not reported yet. */
  private record Child(int depth, Amount escrow) {}

  SimulatedConduct(
      Address account, AgentPolicy policy, SimulatedTreasury treasury, SimulatedMailbox mailbox) {
    this.account = account;
    this.policy = policy;
    this.treasury = treasury;
    this.mailbox = mailbox;
  }

  /**
   * A turn's effects follow.
   *
   * @param number of the turn in the agent's life
   * @param consequences depth of what it has read
   */
  void beginTurn(int number, int consequences) {
    turn = number;
    depth = consequences;
    wakeAt = Optional.empty();
    end = Optional.empty();
  }

  /** When the turn wants to wake without mail; empty: it waits for mail. */
  Optional<Instant> wakeAt() {
    return wakeAt;
  }

  /** Number of the effect that asked for the end. */
  Optional<Integer> end() {
    return end;
  }

  /** Takes in a message from others; a child's refund comes with its notice. */
  void arrive(Message message) {
    mailbox.add(message, message.sender().equals(Address.ZERO) ? depthOf(message.body()) : 0);
  }

  private int depthOf(byte[] body) {
    try {
      return NoticeCodec.decode(body) instanceof Notice.ChildEnded ended ? report(ended) : 0;
    } catch (IllegalArgumentException _) {
      return 0;
    }
  }

  private int report(Notice.ChildEnded ended) {
    var child = children.remove(new Place(ended.turn(), ended.effect()));
    if (child == null) {
      return LEAST_DEPTH_OF_CHILD;
    }
    treasury.receive(ended.refunded().min(child.escrow()));
    return child.depth();
  }

  /**
   * Does what an effect asks, or says why not.
   *
   * @param index its number in the turn
   */
  Optional<Refusal> apply(Effect effect, int index) {
    if (!policy.kinds().contains(EffectKind.of(effect))) {
      return Optional.of(Refusal.NOT_ALLOWED);
    }
    return switch (effect) {
      case Effect.Pay(var to, var amount) -> pay(to, amount);
      case Effect.Send send -> send(send);
      case Effect.Spawn(var job, var budget) -> spawn(job, budget, index);
      case Effect.Sleep(var until) -> sleep(until);
      case Effect.End(var heir) -> ask(heir, index);
    };
  }

  private Optional<Refusal> pay(Address to, Amount amount) {
    var refusal = treasury.claim(amount);
    if (refusal.isEmpty() && !to.equals(account)) {
      treasury.give(amount);
    }
    return refusal;
  }

  private Optional<Refusal> send(Effect.Send send) {
    var isToItself = send.to().equals(account);
    var postage = isToItself ? policy.postage() : Amount.ZERO;
    var refusal = treasury.claim(send.value().plus(postage));
    if (refusal.isEmpty()) {
      treasury.give(send.value());
      if (isToItself) {
        mailbox.add(new Message(account, send.value(), send.body()), depth);
      }
    }
    return refusal;
  }

  private Optional<Refusal> spawn(ChildJob job, Amount budget, int index) {
    if (children.size() >= policy.mostChildren()) {
      return Optional.of(Refusal.TOO_MANY_CHILDREN);
    }
    if (depth >= policy.mostDepth()) {
      return Optional.of(Refusal.TOO_DEEP);
    }
    var escrow = job.priceCeiling().escrowFor(job.fuelLimit());
    if (budget.isLessThan(escrow)) {
      return Optional.of(Refusal.BEYOND_BUDGET);
    }
    var refusal = treasury.claim(escrow);
    if (refusal.isEmpty() && escrow.isZero()) {
      return Optional.of(Refusal.JOB_REFUSED);
    }
    if (refusal.isEmpty()) {
      treasury.give(escrow);
      children.put(new Place(turn, index), new Child(depth + 1, escrow));
    }
    return refusal;
  }

  private Optional<Refusal> sleep(Instant until) {
    wakeAt = Optional.of(until);
    return Optional.empty();
  }

  private Optional<Refusal> ask(Address heir, int index) {
    if (heir.equals(Address.ZERO) || heir.equals(account)) {
      return Optional.of(Refusal.MALFORMED);
    }
    end = Optional.of(index);
    return Optional.empty();
  }

  /** Why the agent may not end: all that it has must be within the bounds. */
  Optional<Refusal> refusalOfEnd() {
    var ofChildren =
        children.values().stream().map(Child::escrow).reduce(Amount.ZERO, Amount::plus);
    return treasury.excessOfTime(treasury.balance().plus(ofChildren));
  }
}
