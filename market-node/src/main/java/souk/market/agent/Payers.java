package souk.market.agent;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import java.util.List;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentEvent.MessageReceived;
import souk.settlement.index.IndexedAgent;

/**
 * Agents that can pay for a turn, so that what they go on from is kept: their modules and their
 * states. Thread-safe.
 */
public final class Payers {
  private final AgentFacts facts;

  private record Payer(IndexedAgent agent, Amount balance) {}

  /**
   * @param facts what the index tells of agents
   */
  public Payers(AgentFacts facts) {
    this.facts = facts;
  }

  /** All of them; who has most comes first. */
  public List<IndexedAgent> all() {
    return facts.agents().stream()
        .map(agent -> new Payer(agent, facts.balance(agent.account())))
        .filter(this::canPay)
        .sorted(
            comparing(Payer::balance, reverseOrder()).thenComparing(payer -> payer.agent().id()))
        .map(Payer::agent)
        .toList();
  }

  /** The states they go on from, in the same order. */
  public List<Hash> states() {
    return all().stream().map(IndexedAgent::stateHash).filter(it -> !it.equals(Hash.ZERO)).toList();
  }

  /** Out of the account, out of what came with its mail, or for a turn that is paid already. */
  private boolean canPay(Payer payer) {
    var agent = payer.agent();
    return !agent.hasEnded()
        && (agent.turn().isPresent()
            || !payer.balance().isLessThan(agent.policy().reserve())
            || paysByMail(agent));
  }

  private boolean paysByMail(IndexedAgent agent) {
    if (agent.unread() == 0) {
      return false;
    }
    var postage =
        facts.unread(agent.id()).stream()
            .map(MessageReceived::postage)
            .reduce(Amount.ZERO, Amount::plus);
    return !postage.isLessThan(agent.policy().turnCost(agent.policy().leastCeiling()));
  }
}
