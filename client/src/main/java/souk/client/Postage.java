package souk.client;

import souk.protocol.value.Amount;
import souk.protocol.value.Price;
import souk.settlement.chain.AgentSnapshot;

/** What wakes an agent. */
final class Postage {
  private Postage() {}

  /** What its next turn costs beyond what messages have paid, and at least what it asks. */
  static Amount waking(AgentSnapshot agent) {
    var cost = agent.policy().turnCost(nextCeiling(agent));
    var missing = cost.minus(cost.min(agent.postage()));
    var asked = agent.policy().postage();
    return missing.isLessThan(asked) ? asked : missing;
  }

  /** The next turn begins with the price of the one that is open, which its ceiling bounds. */
  private static Price nextCeiling(AgentSnapshot agent) {
    var now = agent.price();
    return agent
        .state()
        .turn()
        .map(turn -> turn.ceiling().compareTo(now) > 0 ? turn.ceiling() : now)
        .orElse(now);
  }
}
