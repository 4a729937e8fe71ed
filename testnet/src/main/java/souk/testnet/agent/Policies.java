package souk.testnet.agent;

import java.time.Duration;
import java.util.EnumSet;
import souk.protocol.evidence.EffectKind;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Price;
import souk.settlement.chain.AgentPolicy;
import souk.settlement.chain.PolicyDraft;

/** On what terms the demo's agents live. */
final class Policies {
  /** S/P that providers offer and agents ask for. */
  static final int STAKE_MULTIPLE = 100;

  /** What waking or advancing is worth to market nodes. */
  static final Amount TIP = PolicyDraft.DEFAULT_TIP;

  private static final Price CEILING = Price.of(2_500_000);
  private static final Fuel TURN_FUEL = new Fuel(60_000_000);
  private static final int PAGES = 64;
  private static final int DEPTH = 2;
  private static final Duration CHILD_TIME = Duration.ofHours(1);
  private static final int TURNS_OF_A_DAY = 100;

  private Policies() {}

  /** Of one that has children, and moves so much in a turn. */
  static AgentPolicy parent(Amount mostPerTurn, int children) {
    return draft(mostPerTurn, TIP)
        .kinds(EnumSet.of(EffectKind.SEND, EffectKind.SPAWN))
        .children(children, DEPTH, CHILD_TIME)
        .policy();
  }

  /** Of one that wakes by itself, and pays nobody but who wakes and advances it. */
  static AgentPolicy writer(Amount tip) {
    return draft(Amount.ZERO, tip).kinds(EnumSet.of(EffectKind.SEND, EffectKind.SLEEP)).policy();
  }

  private static PolicyDraft draft(Amount mostPerTurn, Amount tip) {
    return PolicyDraft.of(TURN_FUEL, CEILING)
        .mostCeiling(CEILING)
        .memory(PAGES)
        .verification(2, STAKE_MULTIPLE)
        .mostPerTurn(mostPerTurn)
        .mostPerDay(mostPerTurn.times(TURNS_OF_A_DAY))
        .reserve(1)
        .tip(tip);
  }
}
