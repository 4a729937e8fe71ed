package souk.settlement.chain;

import java.math.BigInteger;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import souk.protocol.evidence.EffectKind;
import souk.protocol.offer.Tags;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Price;

/**
 * On what terms an agent lives; fixed for ever. Amounts have at most 80 bits, prices 56. The
 * contract refuses a policy with which no agent could live: {@link #objection} says why. {@link
 * PolicyDraft} puts one together.
 *
 * @param fuelLimit of a turn, 1..2^48 - 1
 * @param memoryLimit of a turn, in pages of 64 KiB
 * @param verifiers m, 2..7
 * @param minStakeMultiple least S/P, 1..65535
 * @param leastCeiling price ceiling of the first turn-job, and the least of all
 * @param mostCeiling the most of all
 * @param turnTime how long after its posting a turn-job may be open or reassigned, 1 second to 365
 *     days
 * @param kinds effects it may ask for
 * @param tags capability tags that its turn-jobs and children ask for
 * @param mostPerTurn X: most the effects of one turn may move
 * @param mostPerDay most they may move in one day of Unix time
 * @param postage least of a message
 * @param reserveTurns N: turns at the most ceiling, tips included, that its reserve lasts, at least
 *     1
 * @param tip to who posts a turn-job, and to who lands its turn
 * @param raiseAfter how long a turn-job must have been open before its ceiling is raised, at least
 *     a second
 * @param childTime how long a child job may be open or reassigned, at most 365 days
 * @param mostChildren children at the same time, 0..16
 * @param mostDepth consequences in a row, 0..255
 * @param upgradable whether its owner may give it other code
 */
public record AgentPolicy(
    Fuel fuelLimit,
    int memoryLimit,
    int verifiers,
    int minStakeMultiple,
    Price leastCeiling,
    Price mostCeiling,
    Duration turnTime,
    Set<EffectKind> kinds,
    Tags tags,
    Amount mostPerTurn,
    Amount mostPerDay,
    Amount postage,
    int reserveTurns,
    Amount tip,
    Duration raiseAfter,
    Duration childTime,
    int mostChildren,
    int mostDepth,
    boolean upgradable) {

  public AgentPolicy {
    kinds = Set.copyOf(kinds);
  }

  /** What a turn at that ceiling costs at most: its escrow and both tips. */
  public Amount turnCost(Price ceiling) {
    return ceiling.escrowFor(fuelLimit).plus(tip.times(2));
  }

  /** What effects must leave for turns to come. */
  public Amount reserve() {
    return turnCost(mostCeiling).times(reserveTurns);
  }

  /** Turns that an account with that balance pays, at the most ceiling, before it is frozen. */
  public long runway(Amount balance) {
    if (balance.isLessThan(reserve())) {
      return 0;
    }
    var turns = balance.minus(reserve()).units().divide(turnCost(mostCeiling).units());
    return turns.add(BigInteger.ONE).min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
  }

  /** Why the contract would refuse it: the first rule that it breaks, as one line. */
  public Optional<String> objection() {
    return PolicyRules.firstBroken(this);
  }

  /** The kinds as the contract has them: bit k for the kind of number k. */
  public int kindBits() {
    return kinds.stream().mapToInt(kind -> 1 << kind.code()).sum();
  }

  /** The kinds of these bits; bits of no kind mean nothing. */
  public static Set<EffectKind> kindsOf(int bits) {
    var kinds = EnumSet.allOf(EffectKind.class);
    kinds.removeIf(kind -> (bits >> kind.code() & 1) == 0);
    return kinds;
  }
}
