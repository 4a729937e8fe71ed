package souk.market.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.AgentMessage;
import souk.settlement.chain.AgentSnapshot;
import souk.settlement.chain.Call;
import souk.settlement.chain.GasEstimate;
import souk.settlement.index.IndexedAgent;
import souk.settlement.index.IndexedJob;

/** Agents as a test wishes them to be. */
final class FakeAgents implements AgentFacts {
  final List<IndexedAgent> agents = new ArrayList<>();
  final List<AgentEvent.MessageReceived> unread = new ArrayList<>();
  final List<AgentMessage> inbox = new ArrayList<>();
  final Set<Hash> promised = new HashSet<>();
  Amount balance = Amount.of(1_000_000);
  Optional<AgentSnapshot> onChain = Optional.empty();
  OptionalInt wakeable = OptionalInt.empty();
  GasEstimate gas = new GasEstimate.Units(40_000);
  private final Map<Hash, IndexedJob> jobs = new HashMap<>();

  void put(IndexedJob job) {
    jobs.put(job.id(), job);
  }

  @Override
  public List<IndexedAgent> agents() {
    return List.copyOf(agents);
  }

  @Override
  public List<AgentEvent.MessageReceived> unread(AgentId agent) {
    return List.copyOf(unread);
  }

  @Override
  public Set<Hash> children(AgentId agent) {
    return agents.stream().findFirst().map(IndexedAgent::children).orElse(Set.of());
  }

  @Override
  public Amount balance(Address account) {
    return balance;
  }

  @Override
  public Optional<IndexedJob> job(Hash id) {
    return Optional.ofNullable(jobs.get(id));
  }

  @Override
  public boolean isPromised(Hash jobId) {
    return promised.contains(jobId);
  }

  @Override
  public Optional<AgentSnapshot> agent(AgentId agent) {
    return onChain;
  }

  @Override
  public OptionalInt canWake(AgentId agent) {
    return wakeable;
  }

  @Override
  public List<AgentMessage> inbox(AgentId agent, long from, int count) {
    return inbox.stream().filter(it -> it.number() >= from).limit(count).toList();
  }

  @Override
  public GasEstimate estimate(Call call) {
    return gas;
  }
}
