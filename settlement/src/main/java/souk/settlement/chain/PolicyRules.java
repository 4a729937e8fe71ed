package souk.settlement.chain;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import souk.protocol.value.Amount;

/** What the contract asks of an agent's policy. */
final class PolicyRules {
  private static final int FUEL_BITS = 48;
  private static final int PRICE_BITS = 56;
  private static final int AMOUNT_BITS = 80;
  private static final int MOST_PAGES = 65_536;
  private static final int MOST_VERIFIERS = 7;
  private static final int MOST_OF_16_BITS = 65_535;
  private static final int MOST_OF_8_BITS = 255;
  private static final int MOST_CHILDREN = 16;
  private static final long STAKES = 15;
  private static final Duration LONGEST = Duration.ofDays(365);

  /** A rule, and whether it holds. */
  private record Rule(boolean holds, String text) {}

  private PolicyRules() {}

  static Optional<String> firstBroken(AgentPolicy policy) {
    return rules(policy).stream().filter(rule -> !rule.holds()).map(Rule::text).findFirst();
  }

  private static List<Rule> rules(AgentPolicy it) {
    return List.of(
        new Rule(
            it.fuelLimit().units() >= 1 && it.fuelLimit().units() >> FUEL_BITS == 0,
            "a turn's fuel limit is 1..2^48 - 1"),
        new Rule(within(it.memoryLimit(), 1, MOST_PAGES), "its memory limit is 1..65536 pages"),
        new Rule(within(it.verifiers(), 2, MOST_VERIFIERS), "its turns have 2..7 verifiers"),
        new Rule(
            within(it.minStakeMultiple(), 1, MOST_OF_16_BITS),
            "the least stake is 1..65535 times the price"),
        new Rule(
            !it.leastCeiling().perGfuel().isZero() && isPrice(it.mostCeiling().perGfuel()),
            "its price ceilings are 1..2^56 - 1 base units per Gfuel"),
        new Rule(
            it.leastCeiling().compareTo(it.mostCeiling()) <= 0,
            "the least price ceiling is not above the most"),
        new Rule(lasts(it.turnTime(), 1), "a turn has 1 second to 365 days"),
        new Rule(lasts(it.childTime(), 0), "a child job has at most 365 days"),
        new Rule(
            isWholeSeconds(it.raiseAfter(), 1, (1L << 32) - 1),
            "a ceiling is raised after 1 to 4294967295 seconds"),
        new Rule(
            areAmounts(it.mostPerTurn(), it.mostPerDay(), it.postage(), it.tip()),
            "its amounts are below 2^80 base units"),
        new Rule(within(it.reserveTurns(), 1, MOST_OF_16_BITS), "its reserve lasts 1..65535 turns"),
        new Rule(
            within(it.mostChildren(), 0, MOST_CHILDREN), "it has 0..16 children at the same time"),
        new Rule(within(it.mostDepth(), 0, MOST_OF_8_BITS), "its depth is 0..255"),
        new Rule(
            isAuditable(it),
            "what effects may move in a turn, with the turn's escrow at the least price ceiling, is"
                + " below 15 times the least stake: P + X < 15 S"));
  }

  /** Whether a turn's stake outweighs what it puts at risk. */
  private static boolean isAuditable(AgentPolicy it) {
    var escrow = it.leastCeiling().escrowFor(it.fuelLimit());
    return escrow.plus(it.mostPerTurn()).isLessThan(escrow.times(STAKES * it.minStakeMultiple()));
  }

  private static boolean within(int number, int least, int most) {
    return number >= least && number <= most;
  }

  private static boolean isPrice(Amount price) {
    return price.units().bitLength() <= PRICE_BITS;
  }

  private static boolean areAmounts(Amount... amounts) {
    return List.of(amounts).stream()
        .map(Amount::units)
        .mapToInt(BigInteger::bitLength)
        .allMatch(bits -> bits <= AMOUNT_BITS);
  }

  private static boolean lasts(Duration time, long leastSeconds) {
    return isWholeSeconds(time, leastSeconds, LONGEST.toSeconds());
  }

  private static boolean isWholeSeconds(Duration time, long least, long most) {
    return time.equals(Duration.ofSeconds(time.toSeconds()))
        && time.toSeconds() >= least
        && time.toSeconds() <= most;
  }
}
