package souk.settlement.chain;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import souk.protocol.evidence.EffectKind;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Tags;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Price;

/**
 * An agent's policy while it is put together: what is not said has a default that suits an agent
 * which answers mail. Units and ranges are those of {@link AgentPolicy}. Not thread-safe.
 *
 * <pre>{@code
 * var policy = PolicyDraft.of(new Fuel(1_000_000_000), price).reserve(10).policy();
 * }</pre>
 */
public final class PolicyDraft {
  /** Pages of a turn's memory: 64 MiB. */
  public static final int DEFAULT_MEMORY = 1024;

  /** Ten times what market nodes ask for a million gas where nothing else is set, base units. */
  public static final Amount DEFAULT_TIP = Amount.of(10_000);

  private static final int ESCROWS_OF_A_TURN = 5;
  private static final int TURNS_OF_A_DAY = 10;

  private final Fuel fuelLimit;
  private final Price leastCeiling;
  private Price mostCeiling;
  private int memoryLimit = DEFAULT_MEMORY;
  private int verifiers = 2;
  private int minStakeMultiple = Offer.MIN_STAKE_MULTIPLE;
  private Duration turnTime = Duration.ofHours(1);
  private Set<EffectKind> kinds = EnumSet.allOf(EffectKind.class);
  private Tags tags = Tags.NONE;
  private Optional<Amount> mostPerTurn = Optional.empty();
  private Optional<Amount> mostPerDay = Optional.empty();
  private Optional<Amount> postage = Optional.empty();
  private int reserveTurns = 3;
  private Amount tip = DEFAULT_TIP;
  private Duration raiseAfter = Duration.ofMinutes(1);
  private Duration childTime = Duration.ofHours(1);
  private int mostChildren = 8;
  private int mostDepth = 3;
  private boolean upgradable;

  private PolicyDraft(Fuel fuelLimit, Price price) {
    this.fuelLimit = fuelLimit;
    this.leastCeiling = price;
    this.mostCeiling = new Price(price.perGfuel().times(2));
  }

  /**
   * A draft with defaults for everything but what a turn may use and cost.
   *
   * @param fuelLimit of a turn
   * @param price ceiling of the first turn-job; those of later ones go up to twice that unless
   *     something else is said
   */
  public static PolicyDraft of(Fuel fuelLimit, Price price) {
    return new PolicyDraft(fuelLimit, price);
  }

  /** Highest price ceiling of a turn-job; twice the first by default. */
  public PolicyDraft mostCeiling(Price price) {
    mostCeiling = price;
    return this;
  }

  /** Memory of a turn, in pages of 64 KiB; {@value #DEFAULT_MEMORY} by default. */
  public PolicyDraft memory(int pages) {
    memoryLimit = pages;
    return this;
  }

  /**
   * Who audits turns, and what they have at stake; 2 and 5 by default.
   *
   * @param wanted m
   * @param stakeMultiple least S/P
   */
  public PolicyDraft verification(int wanted, int stakeMultiple) {
    verifiers = wanted;
    minStakeMultiple = stakeMultiple;
    return this;
  }

  /** How long a turn-job may be open or reassigned; an hour by default. */
  public PolicyDraft turnTime(Duration longest) {
    turnTime = longest;
    return this;
  }

  /** Effects it may ask for; all kinds by default. */
  public PolicyDraft kinds(Set<EffectKind> allowed) {
    kinds = Set.copyOf(allowed);
    return this;
  }

  /** Capability tags that its turn-jobs and children ask for; none by default. */
  public PolicyDraft tags(Tags needed) {
    tags = needed;
    return this;
  }

  /** X; five times a turn's escrow at the first ceiling by default. */
  public PolicyDraft mostPerTurn(Amount most) {
    mostPerTurn = Optional.of(most);
    return this;
  }

  /** Most that effects may move in a day; ten times X by default. */
  public PolicyDraft mostPerDay(Amount most) {
    mostPerDay = Optional.of(most);
    return this;
  }

  /**
   * Least of a message. By default what a turn costs at the most ceiling, so that any message wakes
   * the agent, those of other agents too.
   */
  public PolicyDraft postage(Amount least) {
    postage = Optional.of(least);
    return this;
  }

  /** Turns that its reserve lasts; 3 by default. */
  public PolicyDraft reserve(int turns) {
    reserveTurns = turns;
    return this;
  }

  /** To who posts a turn-job, and to who lands its turn. */
  public PolicyDraft tip(Amount each) {
    tip = each;
    return this;
  }

  /** How long a turn-job is open before its ceiling is raised; a minute by default. */
  public PolicyDraft raiseAfter(Duration time) {
    raiseAfter = time;
    return this;
  }

  /**
   * Children; 8 at the same time, 3 consequences in a row and an hour for each by default.
   *
   * @param most at the same time
   * @param depth consequences in a row
   * @param time how long a child job may be open or reassigned
   */
  public PolicyDraft children(int most, int depth, Duration time) {
    mostChildren = most;
    mostDepth = depth;
    childTime = time;
    return this;
  }

  /** Whether its owner may give it other code; no by default. */
  public PolicyDraft upgradable(boolean may) {
    upgradable = may;
    return this;
  }

  /** What it has come to. */
  public AgentPolicy policy() {
    var perTurn =
        mostPerTurn.orElseGet(() -> leastCeiling.escrowFor(fuelLimit).times(ESCROWS_OF_A_TURN));
    return new AgentPolicy(
        fuelLimit,
        memoryLimit,
        verifiers,
        minStakeMultiple,
        leastCeiling,
        mostCeiling,
        turnTime,
        kinds,
        tags,
        perTurn,
        mostPerDay.orElseGet(() -> perTurn.times(TURNS_OF_A_DAY)),
        postage.orElseGet(() -> mostCeiling.escrowFor(fuelLimit).plus(tip.times(2))),
        reserveTurns,
        tip,
        raiseAfter,
        childTime,
        mostChildren,
        mostDepth,
        upgradable);
  }
}
