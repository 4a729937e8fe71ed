package souk.cli.config;

import java.util.List;
import souk.market.agent.AgentMinder;
import souk.protocol.value.Amount;

/** What a market node does for agents. */
final class AgentSettings {
  private static final AgentMinder.Config STANDARD = AgentMinder.Config.DEFAULT;

  static final Setting<Boolean> ACT =
      Setting.of(
              "agents.act",
              "true or false",
              "Whether this node wakes and advances agents for their tips.",
              Readers::truth)
          .otherwise(STANDARD.acts());

  static final Setting<Amount> LEAST_TIP =
      Setting.of(
              "agents.least-tip",
              "BASE UNITS",
              "For less than this for each million gas it leaves an agent to others.",
              Readers::amount)
          .otherwise(STANDARD.leastTip());

  static final List<Setting<?>> ALL = List.of(ACT, LEAST_TIP);

  private AgentSettings() {}

  static AgentMinder.Config config(Values values) {
    return new AgentMinder.Config(values.get(ACT), values.get(LEAST_TIP));
  }
}
