package souk.market.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import souk.client.api.AgentList;
import souk.client.api.AgentView;
import souk.client.api.FlowList;
import souk.client.api.Inbox;
import souk.client.api.JobList;
import souk.client.api.JobSteps;
import souk.client.api.JobView;
import souk.client.api.NodeInfo;
import souk.client.api.OfferList;
import souk.client.api.PriceList;
import souk.client.api.ProviderList;
import souk.client.api.ProviderView;
import souk.client.api.Sampling;
import souk.client.api.SlashList;
import souk.client.api.Stats;
import souk.client.api.TokenInfo;
import souk.client.api.TurnList;
import souk.client.api.VerifierList;
import souk.client.market.JobFilter;
import souk.client.market.Page;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.settlement.chain.AgentId;

/** Records of an empty market that remember what they were asked. */
final class FakeRecords implements Records {
  static final NodeInfo INFO =
      new NodeInfo(
          Address.ZERO,
          31_337,
          Address.ZERO,
          5,
          Instant.ofEpochSecond(1_800_000_000),
          new TokenInfo("USDX", 6),
          "1.2.3");

  final List<Object> asked = new CopyOnWriteArrayList<>();
  private final List<String> troubles;

  FakeRecords(String... troubles) {
    this.troubles = List.of(troubles);
  }

  @Override
  public NodeInfo info() {
    return INFO;
  }

  @Override
  public List<String> troubles() {
    return troubles;
  }

  @Override
  public JobList jobs(JobFilter filter) {
    asked.add(filter);
    Cursors.of(filter.page(), Long::parseLong);
    return new JobList(List.of(), Optional.empty());
  }

  @Override
  public Optional<JobView> job(Hash id) {
    if (id.isZero()) {
      throw new IllegalStateException("a secret of the node");
    }
    return Optional.empty();
  }

  @Override
  public Optional<JobSteps> steps(Hash jobId) {
    return Optional.empty();
  }

  @Override
  public OfferList offers(Page page) {
    return new OfferList(List.of(), Optional.empty());
  }

  @Override
  public PriceList prices(Page page) {
    return new PriceList(List.of(), Optional.empty());
  }

  @Override
  public ProviderList providers(Page page) {
    return new ProviderList(List.of(), Optional.empty());
  }

  @Override
  public Optional<ProviderView> provider(Address address) {
    return Optional.empty();
  }

  @Override
  public VerifierList verifiers(Page page) {
    return new VerifierList(List.of(), Optional.empty());
  }

  @Override
  public Sampling sampling(Page page) {
    return new Sampling("0.0200", Price.of(1), 0, List.of(), Optional.empty());
  }

  @Override
  public FlowList flows(Page page) {
    return new FlowList(List.of(), Optional.empty());
  }

  @Override
  public SlashList slashes(Page page) {
    return new SlashList(List.of(), Optional.empty());
  }

  @Override
  public AgentList agentOf(Address account) {
    return agents(Page.FIRST);
  }

  @Override
  public AgentList agents(Page page) {
    return new AgentList(List.of(), Optional.empty());
  }

  @Override
  public Optional<AgentView> agent(AgentId id) {
    return Optional.empty();
  }

  @Override
  public Optional<Inbox> inbox(AgentId agent, Page page) {
    return Optional.empty();
  }

  @Override
  public Optional<TurnList> turns(AgentId agent, Page page) {
    return Optional.empty();
  }

  @Override
  public Optional<Stats> stats() {
    return Optional.empty();
  }
}
