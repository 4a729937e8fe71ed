package souk.market.api;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import souk.client.api.AgentList;
import souk.client.api.AgentTerms;
import souk.client.api.AgentView;
import souk.client.api.EffectView;
import souk.client.api.Flow;
import souk.client.api.FlowList;
import souk.client.api.Inbox;
import souk.client.api.JobList;
import souk.client.api.JobSteps;
import souk.client.api.JobView;
import souk.client.api.MessageView;
import souk.client.api.NodeInfo;
import souk.client.api.NoticeView;
import souk.client.api.OfferList;
import souk.client.api.OfferView;
import souk.client.api.PriceList;
import souk.client.api.PricePoint;
import souk.client.api.ProviderList;
import souk.client.api.ProviderView;
import souk.client.api.ResultView;
import souk.client.api.Sampling;
import souk.client.api.SamplingPoint;
import souk.client.api.Slash;
import souk.client.api.SlashList;
import souk.client.api.Stats;
import souk.client.api.Step;
import souk.client.api.TurnList;
import souk.client.api.TurnView;
import souk.client.api.VerifierList;
import souk.client.api.VerifierView;
import souk.client.market.JobFilter;
import souk.client.market.Page;
import souk.protocol.evidence.EffectKind;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Notice;
import souk.protocol.job.Exit;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.job.OutputKey;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.settlement.chain.AgentId;

/** Records of a market in which everything has happened. */
final class RichRecords implements Records {
  static final Hash ID = hash(9);
  static final long AGENT = 7;
  static final Address PROVIDER = Address.of(Arrays.copyOf(hash(3).bytes(), Address.SIZE));

  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final Optional<Instant> TIME = Optional.of(NOW);
  private static final Optional<String> NEXT = Optional.of(Cursors.of("1"));

  static final JobView JOB =
      new JobView(
          ID,
          new JobSpec(
              PROVIDER,
              hash(1),
              hash(2),
              hash(3),
              Hash.ZERO,
              Hash.ZERO,
              Hash.ZERO,
              JobKind.COMMAND,
              new Fuel(2_000),
              256,
              0,
              Price.of(1_000),
              Amount.ZERO,
              0,
              10,
              Tags.NONE,
              NOW.plusSeconds(600),
              NOW,
              Optional.of(new OutputKey(3, hash(7))),
              Hash.ZERO,
              0,
              BigInteger.ZERO),
          new JobState.Revealed(NOW.plusSeconds(60)),
          1,
          Optional.of(PROVIDER),
          Optional.of(Price.of(900)),
          Optional.of(new Fuel(7)),
          Optional.of(Exit.SETTLE),
          TIME,
          OptionalLong.empty(),
          Optional.of(new ResultView(hash(4), "exited", OptionalLong.of(1), new Fuel(7))),
          45);

  @Override
  public NodeInfo info() {
    return FakeRecords.INFO;
  }

  @Override
  public List<String> troubles() {
    return List.of();
  }

  @Override
  public JobList jobs(JobFilter filter) {
    return new JobList(List.of(JOB), NEXT);
  }

  @Override
  public Optional<JobView> job(Hash id) {
    return Optional.of(JOB).filter(job -> job.id().equals(id));
  }

  @Override
  public Optional<JobSteps> steps(Hash jobId) {
    var step =
        new Step(
            "job_matched",
            4,
            TIME,
            hash(5),
            Optional.of(1),
            Optional.of(PROVIDER),
            Map.of("deal.price", "900"));
    return Optional.of(new JobSteps(List.of(step)));
  }

  @Override
  public OfferList offers(Page page) {
    var offer =
        new Offer(
            PROVIDER,
            Price.of(900),
            20,
            new Fuel(1L << 40),
            1024,
            new Fuel(400_000_000),
            4,
            Tags.NONE,
            new EngineName("endive"),
            Hash.ZERO,
            NOW,
            0,
            BigInteger.ONE);
    return new OfferList(List.of(new OfferView(hash(8), offer, 3)), NEXT);
  }

  @Override
  public PriceList prices(Page page) {
    return new PriceList(List.of(new PricePoint(5, TIME, ID, Price.of(900))), NEXT);
  }

  @Override
  public ProviderList providers(Page page) {
    return new ProviderList(List.of(provider()), Optional.empty());
  }

  @Override
  public Optional<ProviderView> provider(Address address) {
    return Optional.of(provider());
  }

  @Override
  public VerifierList verifiers(Page page) {
    return new VerifierList(
        List.of(new VerifierView(PROVIDER, Amount.of(1), Amount.of(2), Amount.of(3))), NEXT);
  }

  @Override
  public Sampling sampling(Page page) {
    var fault = new SamplingPoint(5, TIME, "0.0600", Optional.empty(), Optional.of(PROVIDER));
    return new Sampling("0.0200", Price.of(1), 4, List.of(fault), Optional.empty());
  }

  @Override
  public FlowList flows(Page page) {
    Cursors.of(page, Long::parseLong);
    var paid =
        new Flow(
            5,
            Optional.empty(),
            Optional.of(ID),
            Flow.Kind.LATE_FEE,
            Amount.of(8),
            Optional.of(PROVIDER),
            hash(5));
    return new FlowList(List.of(paid), NEXT);
  }

  @Override
  public SlashList slashes(Page page) {
    var slash =
        new Slash(
            5,
            TIME,
            ID,
            PROVIDER,
            Amount.of(40),
            Amount.of(2),
            Amount.of(14),
            Amount.of(24),
            hash(5));
    return new SlashList(List.of(slash), Optional.empty());
  }

  @Override
  public AgentList agentOf(Address account) {
    return new AgentList(List.of(agent()), Optional.empty());
  }

  @Override
  public AgentList agents(Page page) {
    return new AgentList(List.of(agent()), NEXT);
  }

  @Override
  public Optional<AgentView> agent(AgentId id) {
    return Optional.of(agent()).filter(agent -> agent.id() == id.number());
  }

  @Override
  public Optional<Inbox> inbox(AgentId agent, Page page) {
    var message =
        new MessageView(
            0,
            Optional.of(PROVIDER),
            Amount.of(5),
            Amount.of(1),
            "0x6869",
            Optional.empty(),
            true,
            4,
            TIME,
            hash(5));
    var child =
        new Notice.ChildEnded(
            2,
            0,
            ID,
            new Notice.Outcome.Settled(new ExitStatus.Exited(0), hash(6), new Fuel(7)),
            Amount.of(3),
            Amount.of(1));
    return Optional.of(
        new Inbox(
            List.of(notice(child), notice(new Notice.EffectsRefused(2, Set.of(4, 1))), message),
            NEXT));
  }

  private static MessageView notice(Notice notice) {
    return new MessageView(
        1,
        Optional.empty(),
        Amount.ZERO,
        Amount.ZERO,
        "0x01",
        Optional.of(NoticeView.of(notice)),
        true,
        4,
        TIME,
        hash(5));
  }

  @Override
  public Optional<TurnList> turns(AgentId agent, Page page) {
    var effect =
        new EffectView(
            0,
            Optional.of(EffectKind.SPAWN),
            Optional.of(PROVIDER),
            Amount.of(3),
            Optional.of("0x6869"),
            Optional.of(ID),
            Optional.of("beyond_turn"));
    var turn =
        new TurnView(
            2,
            ID,
            TurnView.Outcome.LANDED,
            4,
            TIME,
            OptionalLong.of(9),
            TIME,
            PROVIDER,
            Optional.of(PROVIDER),
            Optional.of(PROVIDER),
            0,
            1,
            Amount.of(5),
            Amount.of(1),
            Price.of(900),
            Amount.of(9),
            Optional.of(Amount.of(8)),
            Optional.of(hash(4)),
            List.of(effect));
    return Optional.of(new TurnList(List.of(turn), NEXT));
  }

  private static AgentView agent() {
    return new AgentView(
        AGENT,
        PROVIDER,
        Optional.of(PROVIDER),
        Optional.of("ipfs://file"),
        3,
        TIME,
        AgentView.State.LANDING,
        false,
        hash(2),
        3,
        hash(4),
        2,
        TIME,
        TIME,
        Optional.of(ID),
        1,
        List.of(ID),
        Optional.of(PROVIDER),
        Amount.of(77),
        6,
        new AgentTerms(
            new Fuel(2_000),
            64,
            2,
            20,
            Price.of(900),
            Price.of(1_000),
            Duration.ofHours(1),
            EnumSet.allOf(EffectKind.class),
            Tags.NONE,
            Amount.of(5),
            Amount.of(50),
            Amount.of(1),
            2,
            Amount.of(1),
            Duration.ofMinutes(2),
            Duration.ofHours(1),
            8,
            3,
            false));
  }

  @Override
  public Optional<Stats> stats() {
    return Optional.of(
        new Stats(Map.of("Open", 1L), 1, 2, 3, Amount.of(4), Amount.of(5), Amount.of(6)));
  }

  private static ProviderView provider() {
    return new ProviderView(PROVIDER, Amount.of(1), Amount.of(2), Amount.of(3), 0, 4, 5, 6);
  }

  private static Hash hash(int number) {
    var bytes = new byte[Hash.SIZE];
    Arrays.fill(bytes, (byte) number);
    return Hash.of(bytes);
  }
}
