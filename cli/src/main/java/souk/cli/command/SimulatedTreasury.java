package souk.cli.command;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import souk.protocol.value.Amount;
import souk.settlement.chain.AgentPolicy;
import souk.settlement.chain.Refusal;

/**
 * An agent's money that is not real, and the bounds within which its effects may move it: those of
 * the contract {@code Conduct}. Turns cost it nothing, as if their mail's postage paid just them.
 */
final class SimulatedTreasury {
  private static final Amount MOST =
      new Amount(BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE));
  private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();

  private final AgentPolicy policy;
  private Amount balance;
  private Amount moved = Amount.ZERO;
  private Amount movedThatDay = Amount.ZERO;
  private long day;

  SimulatedTreasury(AgentPolicy policy, Amount balance) {
    this.policy = policy;
    this.balance = balance.min(MOST);
  }

  /** What the account has. */
  Amount balance() {
    return balance;
  }

  /** What effects may move of it: what is above the reserve. */
  Amount spendable() {
    return balance.minus(policy.reserve().min(balance));
  }

  /** A turn is landed at that time. */
  void beginTurn(Instant now) {
    moved = Amount.ZERO;
    var today = Math.floorDiv(now.getEpochSecond(), DAY_SECONDS);
    if (today != day) {
      day = today;
      movedThatDay = Amount.ZERO;
    }
  }

  void receive(Amount amount) {
    balance = balance.plus(amount).min(MOST);
  }

  void give(Amount amount) {
    balance = balance.minus(amount);
  }

  /** Counts an amount that an effect moves, unless it is beyond a bound. */
  Optional<Refusal> claim(Amount amount) {
    var refusal = excess(amount);
    if (refusal.isEmpty()) {
      moved = moved.plus(amount);
      movedThatDay = movedThatDay.plus(amount);
    }
    return refusal;
  }

  private Optional<Refusal> excess(Amount amount) {
    var refusal = excessOfTime(amount);
    if (refusal.isEmpty() && balance.isLessThan(policy.reserve().plus(amount))) {
      return Optional.of(Refusal.BEYOND_RESERVE);
    }
    return refusal;
  }

  /** Against the turn's bound and the day's. */
  Optional<Refusal> excessOfTime(Amount amount) {
    if (policy.mostPerTurn().isLessThan(moved.plus(amount))) {
      return Optional.of(Refusal.BEYOND_TURN);
    }
    return policy.mostPerDay().isLessThan(movedThatDay.plus(amount))
        ? Optional.of(Refusal.BEYOND_DAY)
        : Optional.empty();
  }
}
