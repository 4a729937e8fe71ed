package souk.testnet.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import souk.client.session.ChainSession;
import souk.protocol.value.Amount;
import souk.protocol.value.Price;
import souk.runtime.engine.EngineChoice;
import souk.settlement.chain.Parameters;

/**
 * What a local testnet consists of.
 *
 * @param blockTime time between blocks, whole seconds if it is to be left running
 * @param markets market nodes, at least 1
 * @param providers what each provider asks and whether it is honest
 * @param verifiers verifiers
 * @param parameters what the market is deployed with
 * @param lapse block time passes so many times as fast as ours, at least once
 */
public record TestnetPlan(
    Duration blockTime,
    int markets,
    List<ProviderPlan> providers,
    int verifiers,
    Parameters parameters,
    int lapse) {

  /** Digits after the point the test token has. */
  public static final int DECIMALS = 6;

  /** What every account begins with. */
  public static final Amount FIRST_TOKENS = tokens(1_000);

  /** What each verifier bonds. */
  public static final Amount VERIFIER_BOND = tokens(500);

  private static final int LOOKS_A_BLOCK = 2;
  private static final int AGENTS_LAPSE = 12;
  // A testnet's nodes share few cores.
  private static final long FUEL_PER_SECOND = 250_000_000;

  public TestnetPlan {
    providers = List.copyOf(providers);
  }

  /** One where time passes as it does. */
  public TestnetPlan(
      Duration blockTime,
      int markets,
      List<ProviderPlan> providers,
      int verifiers,
      Parameters parameters) {
    this(blockTime, markets, providers, verifiers, parameters, 1);
  }

  /**
   * One provider.
   *
   * @param price what it asks
   * @param bond what it bonds
   * @param slots jobs it runs at once
   * @param engine what it runs them on
   * @param cheats whether it answers every job wrongly
   */
  public record ProviderPlan(
      Price price, Amount bond, int slots, EngineChoice engine, boolean cheats) {
    /** An honest one. */
    public static ProviderPlan honest(Price price) {
      return new ProviderPlan(price, tokens(600), 2, EngineChoice.AUTO, false);
    }

    /** One that answers wrongly, with stake for two jobs at once, cheaper than the others. */
    public static ProviderPlan cheat(Price price) {
      return new ProviderPlan(price, tokens(60), 2, EngineChoice.AUTO, true);
    }

    /** The same with so many slots. */
    public ProviderPlan withSlots(int number) {
      return new ProviderPlan(price, bond, number, engine, cheats);
    }

    /** The same, but it answers every job wrongly. */
    public ProviderPlan cheating() {
      return new ProviderPlan(price, bond, slots, engine, true);
    }

    /** The same on that engine. */
    public ProviderPlan on(EngineChoice other) {
      return new ProviderPlan(price, bond, slots, other, cheats);
    }
  }

  /** What passes of our time between blocks. */
  Duration beat() {
    return blockTime.dividedBy(lapse);
  }

  /** Fuel a second of block time that providers declare: well below what one core does. */
  long fuelPerSecond() {
    return FUEL_PER_SECOND / lapse;
  }

  /** Time between nodes' looks for a new block; empty: theirs suits the block time. */
  Optional<Duration> pollInterval() {
    return Optional.of(beat().dividedBy(LOOKS_A_BLOCK))
        .filter(it -> it.compareTo(ChainSession.Config.DEFAULT_POLL_INTERVAL) < 0);
  }

  /** One line for a person: how many of what, and what the draw depends on. */
  public String describe() {
    var cheats = providers.stream().filter(ProviderPlan::cheats).count();
    return ("%d market nodes, %d providers (%d of them cheats), %d verifiers; blocks of %d s, draws %d"
            + " blocks later, history from %d audits with weight %d")
        .formatted(
            markets,
            providers.size(),
            cheats,
            verifiers,
            blockTime.toSeconds(),
            parameters.seedDelay(),
            parameters.newcomerAudits(),
            parameters.historyWeight());
  }

  /** A market of honest nodes to try things on. */
  public static TestnetPlan honest() {
    return new TestnetPlan(
        Duration.ofSeconds(1),
        1,
        List.of(ProviderPlan.honest(Price.of(2_000_000)), ProviderPlan.honest(Price.of(2_100_000))),
        3,
        quickParameters());
  }

  /**
   * Two of everything that can be killed, three verifiers, and windows that a node killed and
   * started again stays well within.
   */
  public static TestnetPlan patient() {
    var providers =
        List.of(ProviderPlan.honest(Price.of(2_000_000)), ProviderPlan.honest(Price.of(2_100_000)));
    return new TestnetPlan(
        Duration.ofSeconds(1),
        2,
        providers,
        3,
        parameters(Duration.ofSeconds(60), Duration.ofSeconds(40)));
  }

  /**
   * The market of the demo: two market nodes, three honest providers and a cheat, four verifiers.
   * Providers run jobs on every engine there is here.
   */
  public static TestnetPlan demo() {
    return new TestnetPlan(
        Duration.ofSeconds(1),
        2,
        List.of(
            ProviderPlan.cheat(Price.of(1_800_000)),
            ProviderPlan.honest(Price.of(2_000_000)).on(EngineChoice.ENDIVE),
            ProviderPlan.honest(Price.of(2_000_000)),
            ProviderPlan.honest(Price.of(2_000_000))),
        4,
        quickParameters());
  }

  /**
   * The market of the agents' demo: four honest providers and a cheat with stake for one turn,
   * where twelve seconds pass in one, so that an agent's life can be watched.
   */
  public static TestnetPlan agents() {
    var honest = ProviderPlan.honest(Price.of(2_000_000)).withSlots(1);
    return new TestnetPlan(
        Duration.ofSeconds(1),
        1,
        List.of(
            new ProviderPlan(Price.of(1_800_000), tokens(20), 1, EngineChoice.AUTO, true),
            honest.on(EngineChoice.ENDIVE),
            honest,
            honest,
            honest),
        3,
        parameters(
                Duration.ofMinutes(6),
                Duration.ofMinutes(15),
                Duration.ofMinutes(8),
                Duration.ofHours(4))
            .withHistory(1, 0)
            .withWatching(10, Duration.ofSeconds(1)),
        AGENTS_LAPSE);
  }

  /** A market node, a cheat, an honest provider on the other engine, and four verifiers. */
  public static TestnetPlan contested() {
    return new TestnetPlan(
        Duration.ofSeconds(1),
        1,
        List.of(
            ProviderPlan.cheat(Price.of(1_800_000)),
            ProviderPlan.honest(Price.of(2_000_000)).on(EngineChoice.ENDIVE)),
        4,
        quickParameters());
  }

  /**
   * Parameters with windows of seconds, under which two audits make a provider's history and an
   * audited value of two jobs halves its rate.
   */
  public static Parameters quickParameters() {
    return parameters(Duration.ofSeconds(15), Duration.ofSeconds(7));
  }

  /**
   * One node of each kind but two verifiers, under parameters that ask for one audit of history.
   */
  public static TestnetPlan trusting() {
    var plan = patient();
    return new TestnetPlan(
        plan.blockTime(),
        1,
        List.of(ProviderPlan.honest(Price.of(2_000_000))),
        2,
        plan.parameters().withHistory(1, 0));
  }

  /**
   * The market of the survival: two market nodes, four providers on both engines, four verifiers,
   * and windows above the outages.
   */
  public static TestnetPlan stormy() {
    return new TestnetPlan(
        Duration.ofSeconds(1),
        2,
        List.of(
            ProviderPlan.honest(Price.of(2_000_000)).withSlots(8),
            ProviderPlan.honest(Price.of(2_000_000)).withSlots(8),
            ProviderPlan.honest(Price.of(2_000_000)).withSlots(8),
            ProviderPlan.honest(Price.of(2_000_000)).withSlots(8).on(EngineChoice.ENDIVE)),
        4,
        patient().parameters().withHistory(2, 2));
  }

  private static Parameters parameters(Duration revealWindow, Duration answerWindow) {
    return parameters(Duration.ofSeconds(30), revealWindow, answerWindow, Duration.ofMinutes(15));
  }

  private static Parameters parameters(
      Duration acceptanceLifetime,
      Duration revealWindow,
      Duration answerWindow,
      Duration unbonding) {
    return new Parameters(
        2,
        10,
        acceptanceLifetime,
        Duration.ofMinutes(5),
        revealWindow,
        answerWindow,
        1,
        Duration.ofSeconds(4),
        0,
        Duration.ZERO,
        Duration.ofSeconds(20),
        Duration.ofSeconds(5),
        Duration.ofSeconds(60),
        unbonding,
        100,
        200,
        2_500,
        2,
        2,
        5,
        tokens(1),
        tokens(100),
        Amount.of(1_000),
        tokens(1),
        Amount.of(10_000),
        Price.of(2_000_000),
        tokens(1));
  }

  private static Amount tokens(long whole) {
    return Amount.of(whole).times(1_000_000);
  }
}
