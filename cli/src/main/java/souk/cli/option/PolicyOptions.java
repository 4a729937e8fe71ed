package souk.cli.option;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import souk.cli.convert.Money;
import souk.cli.convert.Pages;
import souk.cli.convert.Tokens;
import souk.protocol.evidence.EffectKind;
import souk.protocol.offer.Tags;
import souk.protocol.value.Fuel;
import souk.protocol.value.Price;
import souk.settlement.chain.AgentPolicy;
import souk.settlement.chain.PolicyDraft;

/** On what terms an agent is to live; fixed for ever. */
@SuppressWarnings("NullAway.Init") // Picocli fills what has a default
public final class PolicyOptions {
  @Option(
      names = "--fuel",
      paramLabel = "N",
      defaultValue = "1G",
      description = "Fuel a turn may use, as 250M (default: ${DEFAULT-VALUE}).")
  private Fuel fuel;

  @Option(
      names = "--memory",
      paramLabel = "N",
      defaultValue = "64MiB",
      description = "Memory of a turn: 64 KiB pages, or as 64MiB (default: ${DEFAULT-VALUE}).")
  private Pages memory;

  @Option(
      names = "--price",
      paramLabel = "TOKENS",
      description = "Price ceiling of its first turn, per Gfuel (default: the cheapest offer).")
  private @Nullable Tokens price;

  @Option(
      names = "--most-price",
      paramLabel = "TOKENS",
      description = "Highest ceiling, when nobody takes a turn (default: twice --price).")
  private @Nullable Tokens mostPrice;

  @Option(
      names = "--raise-after",
      paramLabel = "TIME",
      defaultValue = "1m",
      description = "A ceiling is raised by a quarter after this time (default: 1m).")
  private Duration raiseAfter;

  @Option(
      names = "--turn-time",
      paramLabel = "TIME",
      defaultValue = "1h",
      description = "How long a turn may wait and run before it fails (default: 1h).")
  private Duration turnTime;

  @Option(
      names = "--effects",
      paramLabel = "KIND",
      split = ",",
      description = "What it may do: pay,send,spawn,sleep,end (default: all of them).")
  private List<EffectKind> effects = List.of();

  @Option(
      names = "--per-turn",
      paramLabel = "TOKENS",
      description = "X: most a turn's effects may move (default: 5 times a turn's escrow).")
  private @Nullable Tokens perTurn;

  @Option(
      names = "--per-day",
      paramLabel = "TOKENS",
      description = "Most its effects may move in a day, UTC (default: 10 times --per-turn).")
  private @Nullable Tokens perDay;

  @Option(
      names = "--postage",
      paramLabel = "TOKENS",
      description = "Least postage of a message (default: what a turn costs at --most-price).")
  private @Nullable Tokens postage;

  @Option(
      names = "--reserve",
      paramLabel = "N",
      defaultValue = "3",
      description = "Turns at --most-price that its effects leave money for (default: 3).")
  private int reserve;

  @Option(
      names = "--tip",
      paramLabel = "TOKENS",
      description = "To who posts a turn, and to who lands it (default: 10000 base units).")
  private @Nullable Tokens tip;

  @Option(
      names = "--children",
      paramLabel = "N",
      defaultValue = "8",
      description = "Jobs it may have spawned at the same time, 0..16 (default: 8).")
  private int children;

  @Option(
      names = "--depth",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many times over a child's outcome may spawn children (default: 3).")
  private int depth;

  @Option(
      names = "--child-time",
      paramLabel = "TIME",
      defaultValue = "1h",
      description = "How long a child job may wait and run (default: 1h).")
  private Duration childTime;

  @Option(
      names = "--verifiers",
      paramLabel = "N",
      defaultValue = "2",
      description = "Verifiers of an audit, 2..7 (default: 2).")
  private int verifiers;

  @Option(
      names = "--min-stake-multiple",
      paramLabel = "N",
      defaultValue = "5",
      description = "Least stake of a provider, in times the price (default: 5).")
  private int minStakeMultiple;

  @Option(
      names = "--tag",
      paramLabel = "0..255",
      description = "Capability tag its providers must carry; may be repeated.")
  private List<Integer> tags = List.of();

  @Option(names = "--upgradable", description = "Its owner may give it other code.")
  private boolean upgradable;

  /** Of a turn. */
  public Fuel fuel() {
    return fuel;
  }

  /** Of a turn, in pages of 64 KiB. */
  public int memory() {
    return memory.count();
  }

  /** Tags its providers must carry. */
  public Tags tags() {
    return TagNumbers.set(tags);
  }

  /** The first ceiling; empty leaves it to what is offered. */
  public Optional<Price> ceiling(Money money) {
    return Optional.ofNullable(price).map(money::price);
  }

  /** The policy with that first ceiling. */
  public AgentPolicy policy(Price ceiling, Money money) {
    var draft =
        PolicyDraft.of(fuel, ceiling)
            .memory(memory())
            .raiseAfter(raiseAfter)
            .turnTime(turnTime)
            .reserve(reserve)
            .children(children, depth, childTime)
            .verification(verifiers, minStakeMultiple)
            .tags(tags())
            .upgradable(upgradable);
    if (mostPrice != null) {
      draft.mostCeiling(money.price(mostPrice));
    }
    if (!effects.isEmpty()) {
      draft.kinds(EnumSet.copyOf(effects));
    }
    if (perTurn != null) {
      draft.mostPerTurn(money.amount(perTurn));
    }
    if (perDay != null) {
      draft.mostPerDay(money.amount(perDay));
    }
    if (postage != null) {
      draft.postage(money.amount(postage));
    }
    if (tip != null) {
      draft.tip(money.amount(tip));
    }
    return draft.policy();
  }
}
