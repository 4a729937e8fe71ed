package souk.testnet.attack;

import java.time.Duration;
import java.util.List;
import souk.protocol.value.Amount;
import souk.protocol.value.Price;
import souk.runtime.engine.EngineChoice;
import souk.settlement.chain.Parameters;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.cluster.TestnetPlan.ProviderPlan;

/** The honest part of a market that is attacked. */
public final class AttackPlan {
  private static final Amount TOKEN = Amount.of(1_000_000);
  private static final Price HONEST_PRICE = Price.of(2_000_000);

  private AttackPlan() {}

  /** Two market nodes, two providers on both engines, four verifiers, the protocol's defaults. */
  public static TestnetPlan defended() {
    return new TestnetPlan(
        Duration.ofSeconds(1),
        2,
        List.of(
            ProviderPlan.honest(HONEST_PRICE).on(EngineChoice.ENDIVE),
            ProviderPlan.honest(HONEST_PRICE)),
        4,
        parameters(HONEST_PRICE, Amount.of(1_000)));
  }

  /**
   * A market that nobody honest verifies. Rewards are a quarter, so that what a liar pays its own
   * verifiers for audits does not hide what it gains.
   */
  static TestnetPlan withoutVerifiers() {
    return new TestnetPlan(
        Duration.ofSeconds(1),
        1,
        List.of(ProviderPlan.honest(HONEST_PRICE)),
        0,
        parameters(Price.of(500_000), Amount.of(1)));
  }

  /**
   * The protocol's starting values in seconds: all who bond before the first epoch ends can be
   * drawn at once, and honest nodes on a busy machine stay well within every window.
   *
   * @param startingPrice what rewards follow
   * @param leastReward what they are at least
   */
  private static Parameters parameters(Price startingPrice, Amount leastReward) {
    return new Parameters(
        2,
        5,
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        Duration.ofSeconds(40),
        Duration.ofSeconds(40),
        1,
        Duration.ofSeconds(8),
        0,
        Duration.ZERO,
        Duration.ofSeconds(8),
        Duration.ofSeconds(6),
        Duration.ofMinutes(20),
        Duration.ofMinutes(40),
        100,
        200,
        2_500,
        5,
        10,
        5,
        TOKEN,
        TOKEN.times(100),
        leastReward,
        TOKEN,
        Amount.of(10_000),
        startingPrice,
        TOKEN);
  }
}
