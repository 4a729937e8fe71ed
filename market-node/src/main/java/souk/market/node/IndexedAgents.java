package souk.market.node;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import souk.client.session.ChainSession;
import souk.market.agent.AgentFacts;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.AgentMessage;
import souk.settlement.chain.AgentSnapshot;
import souk.settlement.chain.Call;
import souk.settlement.chain.Chain;
import souk.settlement.chain.GasEstimate;
import souk.settlement.index.IndexedAgent;
import souk.settlement.index.IndexedJob;
import souk.settlement.index.JobIndex;

/** Agents as the index and the chain tell them. */
final class IndexedAgents implements AgentFacts {
  private final JobIndex index;
  private final Chain chain;
  private final Address self;
  private final Predicate<Hash> promised;

  /**
   * @param promised whether this node asks a provider to take a job, or is landing its match
   */
  IndexedAgents(ChainSession session, Predicate<Hash> promised) {
    this.index = session.jobs();
    this.chain = session.chain();
    this.self = session.address();
    this.promised = promised;
  }

  /** The tip of an agent that lives. */
  Optional<Amount> tip(AgentId agent) {
    return index.agent(agent).map(it -> it.policy().tip());
  }

  @Override
  public List<IndexedAgent> agents() {
    return index.agents();
  }

  @Override
  public List<AgentEvent.MessageReceived> unread(AgentId agent) {
    return index.unread(agent);
  }

  @Override
  public Set<Hash> children(AgentId agent) {
    return index.agent(agent).map(IndexedAgent::children).orElse(Set.of());
  }

  @Override
  public Amount balance(Address account) {
    return index.balance(account);
  }

  @Override
  public Optional<IndexedJob> job(Hash id) {
    return index.job(id);
  }

  @Override
  public boolean isPromised(Hash jobId) {
    return promised.test(jobId);
  }

  @Override
  public Optional<AgentSnapshot> agent(AgentId agent) {
    return chain.agent(agent);
  }

  @Override
  public OptionalInt canWake(AgentId agent) {
    return chain.canWake(agent);
  }

  @Override
  public List<AgentMessage> inbox(AgentId agent, long from, int count) {
    return chain.inbox(agent, from, count);
  }

  @Override
  public GasEstimate estimate(Call call) {
    return chain.estimate(self, chain.encode(call));
  }
}
