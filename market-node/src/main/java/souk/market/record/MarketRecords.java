package souk.market.record;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
import souk.client.api.WireLimits;
import souk.client.market.JobFilter;
import souk.client.market.Page;
import souk.client.session.ChainSession;
import souk.market.api.Cursors;
import souk.market.api.News;
import souk.market.api.Records;
import souk.protocol.codec.MarketDomain;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.Head;
import souk.settlement.index.JobIndex;
import souk.settlement.index.JobQuery;

/** Answers the API's questions out of the index. */
public final class MarketRecords implements Records, AutoCloseable {
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final Address node;
  private final MarketDomain domain;
  private final Chain chain;
  private final JobIndex index;
  private final Clock clock;
  private final TokenInfo token;
  private final String version = Version.read();
  private final BlockTimes times;
  private final MoneyRecords money;
  private final MemberRecords members;
  private final SamplingRecords sampling;
  private final AgentRecords agents;
  private final PastSums past;
  private @Nullable NewsFeed feed;

  private MarketRecords(Address node, Chain chain, JobIndex index, Clock clock) {
    this.node = node;
    this.domain = chain.deployment().domain();
    this.chain = chain;
    this.index = index;
    this.clock = clock;
    this.token = new TokenInfo(chain.tokenSymbol(), chain.deployment().tokenDecimals());
    this.times = new BlockTimes(chain);
    this.money = new MoneyRecords(index, times);
    this.members = new MemberRecords(index);
    this.sampling = new SamplingRecords(chain, index, times);
    this.agents = new AgentRecords(index, times, new Registrations(chain::identity));
    this.past = new PastSums(index);
  }

  /** Begins to tell what is new in the market. */
  public void tell(Consumer<News> reader) {
    feed = new NewsFeed(index, money, members, times, reader);
    feed.start();
  }

  /** Begins to add up the past of a session's market. */
  public static MarketRecords start(ChainSession session, Clock clock) {
    return start(session.address(), session.chain(), session.jobs(), clock);
  }

  static MarketRecords start(Address node, Chain chain, JobIndex index, Clock clock) {
    var records = new MarketRecords(node, chain, index, clock);
    records.index.listen(changes -> records.times.note(changes.head()));
    records.past.start();
    return records;
  }

  /** The token that all money of the market is in. */
  public TokenInfo token() {
    return token;
  }

  @Override
  public NodeInfo info() {
    var head = index.head();
    return new NodeInfo(
        node,
        domain.chainId(),
        domain.market(),
        head.map(Head::number).orElse(0L),
        head.map(Head::time).orElse(Instant.EPOCH),
        token,
        version);
  }

  @Override
  public List<String> troubles() {
    var stale = clock.instant().minus(FRESH);
    return index.head().filter(head -> head.time().isAfter(stale)).isPresent()
        ? List.of()
        : List.of("the node does not follow the chain: its newest block is older than a minute");
  }

  @Override
  public JobList jobs(JobFilter filter) {
    var before = Cursors.of(filter.page(), Long::parseLong);
    var query =
        new JobQuery(
            filter.consumer(),
            filter.provider(),
            filter.state(),
            before.map(OptionalLong::of).orElseGet(OptionalLong::empty),
            filter.page().limit());
    var page = index.jobs(query);
    var next = page.next();
    return new JobList(
        page.jobs().stream().map(Views::of).toList(),
        next.isPresent() ? Optional.of(Cursors.of("" + next.getAsLong())) : Optional.empty());
  }

  @Override
  public Optional<JobView> job(Hash id) {
    return index.job(id).map(Views::of);
  }

  @Override
  public Optional<JobSteps> steps(Hash jobId) {
    if (index.job(jobId).isEmpty()) {
      return Optional.empty();
    }
    var events = index.events(jobId);
    var newest = events.subList(Math.max(0, events.size() - WireLimits.MAX_LIST), events.size());
    var known = times.of(newest.stream().map(ChainEvent::at).toList());
    return Optional.of(
        new JobSteps(
            newest.stream()
                .map(it -> Steps.of(it, Optional.ofNullable(known.get(it.at().blockHash()))))
                .toList()));
  }

  @Override
  public OfferList offers(Page page) {
    return members.offers(page);
  }

  @Override
  public PriceList prices(Page page) {
    return money.prices(page);
  }

  @Override
  public ProviderList providers(Page page) {
    return members.providers(page);
  }

  @Override
  public Optional<ProviderView> provider(Address address) {
    return members.provider(address);
  }

  @Override
  public VerifierList verifiers(Page page) {
    return members.verifiers(page);
  }

  @Override
  public Sampling sampling(Page page) {
    return sampling.sampling(page);
  }

  @Override
  public FlowList flows(Page page) {
    return money.flows(page);
  }

  @Override
  public SlashList slashes(Page page) {
    return money.slashes(page);
  }

  @Override
  public AgentList agents(Page page) {
    return agents.agents(page);
  }

  @Override
  public AgentList agentOf(Address account) {
    return new AgentList(
        chain.agentOf(account).flatMap(agents::agent).stream().toList(), Optional.empty());
  }

  @Override
  public Optional<AgentView> agent(AgentId id) {
    return agents.agent(id);
  }

  @Override
  public Optional<Inbox> inbox(AgentId agent, Page page) {
    return agents.inbox(agent, page);
  }

  @Override
  public Optional<TurnList> turns(AgentId agent, Page page) {
    return agents.turns(agent, page);
  }

  @Override
  public Optional<Stats> stats() {
    return past.sums().map(this::stats);
  }

  @Override
  public void close() {
    past.close();
    if (feed != null) {
      feed.close();
    }
  }

  private Stats stats(PastSums.Sums ended) {
    var jobs = new HashMap<String, Long>();
    for (var state : JobState.class.getPermittedSubclasses()) {
      jobs.put(state.getSimpleName(), 0L);
    }
    index.live().forEach(job -> jobs.merge(job.snapshot().state().label(), 1L, Long::sum));
    jobs.put(new JobState.Settled().label(), ended.settled());
    jobs.put(new JobState.Refunded().label(), ended.refunded());
    jobs.put(new JobState.Void().label(), ended.voided());
    return new Stats(
        jobs,
        members.standing().count(),
        index.providers().size(),
        index.verifiers().size(),
        ended.paid(),
        ended.slashed(),
        ended.burned());
  }
}
