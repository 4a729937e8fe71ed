package souk.provider.node;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import souk.client.api.StateRequest;
import souk.client.blob.BlobCache;
import souk.client.market.HandedState;
import souk.client.market.MarketClient;
import souk.client.market.MarketNodes;
import souk.client.market.StateSink;
import souk.client.market.TurnSink;
import souk.client.node.BondKeeper;
import souk.client.node.Crew;
import souk.client.node.LastStateJournal;
import souk.client.node.LastStates;
import souk.client.node.NodeLoop;
import souk.client.node.OverdueExits;
import souk.client.node.Pursuits;
import souk.client.run.JobRunner;
import souk.client.run.JobSources;
import souk.client.run.Preparation;
import souk.client.session.ChainSession;
import souk.client.telemetry.TelemetryServer;
import souk.client.turn.StateCache;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.provider.journal.IntakeJournal;
import souk.provider.journal.PriceJournal;
import souk.provider.journal.ProviderJournal;
import souk.provider.journal.TurnJournal;
import souk.provider.machine.BatteryRule;
import souk.provider.machine.IdleRule;
import souk.provider.machine.SleepWatch;
import souk.provider.price.PricePolicy;
import souk.runtime.engine.ChildEngine;
import souk.runtime.engine.Engines;
import souk.settlement.chain.Call;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Head;
import souk.settlement.chain.Leg;
import souk.settlement.index.Changes;
import souk.settlement.index.IndexedJob;
import souk.settlement.index.JobIndex;
import souk.settlement.keys.Signer;

/** A running provider. Killed at any moment and started again, it goes on where it was. */
public final class ProviderNode implements AutoCloseable {
  private static final Duration CATCHING_UP = Duration.ofMinutes(2);
  private static final long STATE_CACHE_BYTES = 256L << 20;
  private static final int EXIT_PATIENCE_BLOCKS = 5;
  private static final String ASKED_TO_LEAVE = "the operator asked this provider to leave";
  private static final String HAS_LEFT = "it has left, as its operator asked";

  private final ChainSession session;
  private final OfferTerms terms;
  private final ProviderLog log;
  private final ProviderJournal journal;
  private final ChildEngine engine;
  private final BlobCache blobs;
  private final StateCache states;
  private final MarketNodes markets;
  private final Slots slots;
  private final SecureRandom random = new SecureRandom();
  private final Crew<MarketClient> requests = new Crew<>("requests of");
  private final NodeLoop loop;
  private final BondKeeper bonds;
  private final Optional<HandedOffer> handed;
  private final Optional<PriceSetter> prices;
  private final Offers offers;
  private final TurnCouriers couriers;
  private final TurnJournal turns;
  private final LastStateJournal lastStateJournal;
  private final LastStates lastStates;
  private final Resumptions resumptions;
  private final Runs runs;
  private final Deliveries deliveries;
  private final DemandAnswers demands;
  private final Attributions attributions;
  private final Attempts attempts;
  private final AcceptanceDesk desk;
  private final Operation operation;
  private final IdleRule idle;
  private final Intake intake;
  private final Alarms alarms;
  private final Optional<TelemetryServer> telemetry;
  private final SleepWatch sleep = new SleepWatch(Clock.systemUTC(), System::nanoTime);
  private int toFinish = -1;

  private ProviderNode(ProviderConfig config, ChainSession session, ResultPolicy policy) {
    this.session = session;
    this.terms = config.terms();
    this.log = new ProviderLog(session.chain().deployment().tokenDecimals());
    this.journal = ProviderJournal.in(session.journal());
    this.engine = engine(config);
    this.markets = MarketNodes.at(config.markets());
    this.blobs =
        new BlobCache(markets, config.blobs(), config.operation().diskBytes(), Clock.systemUTC());
    this.states = StateCache.in(session.journal(), markets, STATE_CACHE_BYTES);
    this.slots = new Slots(terms.slots());
    this.operation = config.operation();
    this.alarms = new Alarms(address(), session.chain().parameters().revealWindow(), log);
    this.loop = new NodeLoop(session.jobs(), this::turn, log::trouble);
    var pursuits = Pursuits.through(session.outbox());
    this.bonds = bonds(config.bond(), pursuits);
    this.handed = config.signsOffer() ? Optional.of(handedOffer()) : Optional.empty();
    this.prices = config.pricing().map(this::priceSetter);
    this.offers = offers(pursuits);
    this.couriers =
        new TurnCouriers(markets.each().stream().map(TurnSink::of).toList(), random, log);
    this.turns = TurnJournal.in(session.journal());
    this.lastStateJournal = LastStateJournal.in(session.journal());
    this.lastStates =
        new LastStates(
            markets.each().stream().map(StateSink::of).toList(),
            lastStateJournal,
            LastStates.From.THE_REVEAL,
            log);
    this.resumptions = resumptions();
    this.runs = runs(policy);
    this.idle =
        new IdleRule(
            operation.when(),
            operation.machine(),
            runs::running,
            Clock.system(ZoneId.systemDefault()));
    this.intake = intake();
    this.deliveries = deliveries();
    this.demands = new DemandAnswers(blobs, journal, pursuits, loop::wake, log);
    this.attributions = new Attributions(spec -> runner(spec).run(spec), pursuits, loop::wake, log);
    this.attempts = attempts(pursuits);
    this.desk = desk();
    this.telemetry = telemetry();
  }

  /**
   * Starts an honest provider.
   *
   * @see #start(ProviderConfig, Signer, ResultPolicy)
   */
  public static ProviderNode start(ProviderConfig config, Signer signer) {
    return start(config, signer, ResultPolicy.HONEST);
  }

  /**
   * Starts a provider and goes on with what its journal holds.
   *
   * @param signer its account
   * @param policy chooses what it commits to
   * @throws ChainException if the chain cannot be reached or followed
   * @throws souk.settlement.journal.JournalException if the journal cannot be used
   */
  public static ProviderNode start(ProviderConfig config, Signer signer, ResultPolicy policy) {
    var session = ChainSession.open(config.chain(), signer);
    try {
      var node = new ProviderNode(config, session, policy);
      node.begin();
      return node;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** The provider's account. */
  public Address address() {
    return session.address();
  }

  /**
   * Waits until the node is closed, or has left because it was asked to.
   *
   * @throws ChainException if it stopped because the market's chain is gone for good
   */
  public void awaitStop() throws InterruptedException {
    loop.awaitEnd();
  }

  @Override
  public void close() {
    telemetry.ifPresent(TelemetryServer::close);
    requests.close();
    desk.close();
    loop.close();
    handed.ifPresent(HandedOffer::close);
    runs.close();
    couriers.close();
    deliveries.close();
    lastStates.close();
    demands.close();
    attributions.close();
    session.close();
  }

  private void begin() {
    index().listen(this::warn);
    index().awaitCaughtUp(CATCHING_UP);
    tellOfMachine();
    log.started(address(), engine, journal.earned(), journal.unfinished().size());
    attempts.resume();
    intake.review();
    loop.start();
    Thread.ofVirtual().name("prepare machine").start(engine::prepare);
    for (var node : markets.each()) {
      var requestLoop = new RequestLoop(node, address(), desk, intake, slots, log);
      requests.start(node, requestLoop::run);
    }
  }

  private void tellOfMachine() {
    if (operation.when().onlyIdle()) {
      operation.machine().blindness().ifPresent(log::blind);
    }
  }

  private void turn(Head now) {
    sleep.slept().ifPresent(log::slept);
    intake.review();
    resumptions.atBlock(now, index().live());
    attempts.atBlock(now, index().live(), index()::job);
    lastStates.atBlock(now, index()::job);
    alarms.atBlock(now, index().live());
    if (operation.drain().stands()) {
      leave(now);
    } else {
      toFinish = -1;
      if (prices.isEmpty() || prices.get().atBlock(now, offers.areAsWished())) {
        offers.atBlock(now, index().offers());
      }
      bonds.atBlock(now);
    }
  }

  /** Finishes what there is; ends the node once nothing is left. */
  private void leave(Head now) {
    var standing = offers.withdraw(now, index().offers());
    var unfinished = journal.unfinished().size();
    if (standing + unfinished != toFinish) {
      toFinish = standing + unfinished;
      log.draining(unfinished, standing);
    }
    if (toFinish == 0 && session.outbox().queue() == 0) {
      intake.close(HAS_LEFT);
      operation.drain().end();
      log.drained();
      loop.end();
    }
  }

  private void warn(Changes changes) {
    changes.events().forEach(event -> log.penalty(event, address()));
  }

  private JobIndex index() {
    return session.jobs();
  }

  private static ChildEngine engine(ProviderConfig config) {
    var longest = config.terms().runTime(config.terms().maxFuel());
    return Engines.on(config.machineCache()).engine(config.engine(), longest);
  }

  private BondKeeper bonds(Amount wanted, Pursuits pursuits) {
    return new BondKeeper(
        session.chain(), address(), wanted, this::bond, Call.Bond::new, pursuits, log::bonding);
  }

  private Amount bond() {
    var snapshot = session.chain().provider(address());
    return snapshot.free().plus(snapshot.locked());
  }

  private Intake intake() {
    var rules = new ArrayList<WorkRule>();
    rules.add(this::drainObjection);
    rules.add(new DiskRule(operation.journal(), blobs, operation.diskBytes()));
    rules.add(idle::objection);
    return new Intake(rules, IntakeJournal.in(session.journal())::say, log);
  }

  private Optional<String> drainObjection() {
    return operation.drain().stands() ? Optional.of(ASKED_TO_LEAVE) : Optional.empty();
  }

  /** Why jobs that run are to be given to others; empty if they are to be finished here. */
  private Optional<String> handOverReason() {
    if (operation.drain().handsOver()) {
      return Optional.of(ASKED_TO_LEAVE);
    }
    return operation.pausing() == Leaving.HAND_OVER ? idle.objection() : Optional.empty();
  }

  private Optional<TelemetryServer> telemetry() {
    var port = operation.metricsPort();
    return port.isPresent()
        ? Optional.of(ProviderMetrics.serve(port.getAsInt(), session, alarms, intake, log))
        : Optional.empty();
  }

  /** Why a commitment made now may not be followed by its reveal. */
  private Optional<String> absence() {
    var market = session.chain().parameters();
    return new BatteryRule(operation.machine())
        .objection(market.answerWindow().plus(market.revealWindow()).multipliedBy(2));
  }

  private Offers offers(Pursuits pursuits) {
    Supplier<OfferTerms> asked = prices.<Supplier<OfferTerms>>map(it -> it).orElse(() -> terms);
    return new Offers(
        address(), asked, engine.name(), session.domain(), pursuits, random, log, handed);
  }

  private PriceSetter priceSetter(PricePolicy policy) {
    return new PriceSetter(
        policy,
        terms,
        new MarketWatch(session)::at,
        PriceJournal.in(session.journal()),
        session.chain().parameters().epoch(),
        log);
  }

  private HandedOffer handedOffer() {
    return new HandedOffer(
        terms, engine.name(), session.signer(), session.chain(), markets, random, log);
  }

  private Runs runs(ResultPolicy policy) {
    var runner =
        new AttemptRunner(
            this::runner,
            this::legs,
            resumptions,
            turns,
            lastStateJournal,
            turnSigner(),
            couriers,
            log);
    return new Runs(
        this::spec, runner::run, runner::forget, policy, journal, random, loop::wake, log);
  }

  private TurnSigner turnSigner() {
    return new TurnSigner(session.domain(), session.signer());
  }

  private Resumptions resumptions() {
    var nodes =
        markets.each().stream()
            .<Function<StateRequest, Optional<HandedState>>>map(node -> node::state)
            .toList();
    var states =
        new HandedStates(
            nodes,
            session.domain(),
            session.signer(),
            () -> index().head().orElseThrow().time(),
            log);
    // Within the time of one question every node that has a state has put its own.
    return new Resumptions(states, turns, session.chain().parameters().acceptanceLifetime(), log);
  }

  private List<Leg> legs(Hash jobId) {
    return index().job(jobId).map(job -> job.snapshot().relayed().legs()).orElse(List.of());
  }

  private JobSources sources() {
    return new JobSources(blobs, states);
  }

  private JobRunner runner(JobSpec spec) {
    return new JobRunner(sources(), engine.within(terms.runTime(spec.fuelLimit())));
  }

  /** Fetches and checks what a job needs; what this engine would be too slow for is declined. */
  private Preparation prepare(JobSpec spec) {
    var preparation = new JobRunner(sources(), engine).prepare(spec);
    return preparation instanceof Preparation.Ready(var invocation, _)
        ? engine
            .objection(invocation, JobRunner.limits(spec))
            .<Preparation>map(Preparation.Unsuited::new)
            .orElse(preparation)
        : preparation;
  }

  private Optional<JobSpec> spec(Hash jobId) {
    return index().job(jobId).map(IndexedJob::spec);
  }

  private Deliveries deliveries() {
    return new Deliveries(
        OutputSink.of(markets, session.uploadSigner()),
        this::spec,
        journal,
        session.signer(),
        session.domain(),
        session.chain().parameters().revealWindow(),
        random,
        loop::wake,
        log);
  }

  private Attempts attempts(Pursuits pursuits) {
    return new Attempts(
        address(),
        journal,
        slots,
        runs,
        new HandOvers(this::handOverReason, turns, turnSigner(), couriers, pursuits, log),
        deliveries,
        new Evidences(address(), session.domain(), pursuits, this::absence, log),
        demands,
        attributions,
        new OverdueExits(EXIT_PATIENCE_BLOCKS, pursuits),
        new Earnings(address(), index()::events, journal, log),
        log);
  }

  private AcceptanceDesk desk() {
    return new AcceptanceDesk(
        Facts.of(session, offers),
        session.domain(),
        session.chain().parameters().acceptanceLifetime(),
        session.signer(),
        new AcceptanceCheck(session.domain(), terms),
        this::prepare,
        resumptions,
        journal,
        intake,
        slots,
        log);
  }
}
