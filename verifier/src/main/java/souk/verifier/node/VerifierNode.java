package souk.verifier.node;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import souk.client.blob.BlobCache;
import souk.client.check.Finding;
import souk.client.check.JobCheck;
import souk.client.check.SecondOpinion;
import souk.client.market.MarketNodes;
import souk.client.market.StateSink;
import souk.client.node.BondKeeper;
import souk.client.node.LastStateJournal;
import souk.client.node.LastStates;
import souk.client.node.NodeLoop;
import souk.client.node.OverdueExits;
import souk.client.node.Payments;
import souk.client.node.Pursuits;
import souk.client.run.EnginePick;
import souk.client.run.JobRunner;
import souk.client.run.JobSources;
import souk.client.run.Run;
import souk.client.session.ChainSession;
import souk.client.telemetry.TelemetryServer;
import souk.client.turn.StateCache;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.runtime.engine.ChildEngine;
import souk.runtime.engine.Engines;
import souk.settlement.chain.Call;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Head;
import souk.settlement.index.Changes;
import souk.settlement.index.IndexedJob;
import souk.settlement.index.JobIndex;
import souk.settlement.keys.Signer;
import souk.verifier.demand.DemandedBlobs;
import souk.verifier.demand.Demander;
import souk.verifier.journal.VerifierJournal;
import souk.verifier.watch.WatchPlan;
import souk.verifier.watch.Watchtower;

/** A running verifier. Killed at any moment and started again, it goes on where it was. */
public final class VerifierNode implements AutoCloseable {
  private static final Duration CATCHING_UP = Duration.ofMinutes(2);
  private static final long BLOB_CACHE_BYTES = 2L << 30;
  private static final long STATE_CACHE_BYTES = 256L << 20;
  private static final int EXIT_PATIENCE_BLOCKS = 5;

  /** A guard against a broken machine: fuel ends every run, whoever is done with it interrupts. */
  private static final Duration LONGEST_RUN = Duration.ofHours(6);

  private final ChainSession session;
  private final VerifierLog log;
  private final VerifierJournal journal;
  private final List<ChildEngine> engines;
  private final NodeLoop loop;
  private final BondKeeper bonds;
  private final BlobCache blobs;
  private final StateCache states;
  private final DemandedBlobs demanded;
  private final SecondOpinion opinion;
  private final LastStateJournal lastStateJournal;
  private final LastStates lastStates;
  private final Answers answers;
  private final Disagreements disagreements;
  private final Duties duties;
  private final Watchtower watchtower;
  private final Optional<TelemetryServer> telemetry;

  private VerifierNode(VerifierConfig config, ChainSession session) {
    this.session = session;
    this.log = new VerifierLog(session.chain().deployment().tokenDecimals());
    this.journal = VerifierJournal.in(session.journal());
    this.engines = Engines.on(config.machineCache()).among(config.engine(), LONGEST_RUN);
    this.loop = new NodeLoop(session.jobs(), this::turn, log::trouble);
    var pursuits = Pursuits.through(session.outbox());
    this.bonds = bonds(config.bond(), pursuits);
    var markets = MarketNodes.at(config.markets());
    this.blobs = new BlobCache(markets, config.blobs(), BLOB_CACHE_BYTES, Clock.systemUTC());
    this.states = StateCache.in(session.journal(), markets, STATE_CACHE_BYTES);
    this.demanded = new DemandedBlobs(blobs, index()::events, it -> session.chain().calldata(it));
    this.opinion = new SecondOpinion(engines);
    this.lastStateJournal = LastStateJournal.in(session.journal());
    this.lastStates =
        new LastStates(
            markets.each().stream().map(StateSink::of).toList(),
            lastStateJournal,
            LastStates.From.THE_END,
            log);
    this.answers = answers();
    var sources = new JobSources(blobs, states);
    this.disagreements =
        new Disagreements(
            index()::job, journal, new JobCheck(sources, opinion), sources, config.reports(), log);
    this.duties = duties(pursuits);
    this.watchtower = watchtower(config.watch(), pursuits);
    this.telemetry = telemetry(config.metricsPort());
  }

  /**
   * Starts a verifier and goes on with what its journal holds.
   *
   * @param signer its account
   * @throws ChainException if the chain cannot be reached or followed
   * @throws souk.settlement.journal.JournalException if the journal cannot be used
   */
  public static VerifierNode start(VerifierConfig config, Signer signer) {
    var session = ChainSession.open(config.chain(), signer);
    try {
      var node = new VerifierNode(config, session);
      node.begin();
      return node;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** The verifier's account. */
  public Address address() {
    return session.address();
  }

  /**
   * Waits until the node is closed.
   *
   * @throws ChainException if it stopped because the market's chain is gone for good
   */
  public void awaitStop() throws InterruptedException {
    loop.awaitEnd();
  }

  @Override
  public void close() {
    loop.close();
    answers.close();
    lastStates.close();
    disagreements.close();
    watchtower.close();
    telemetry.ifPresent(TelemetryServer::close);
    session.close();
  }

  private void begin() {
    index().listen(this::hear);
    index().awaitCaughtUp(CATCHING_UP);
    log.started(address(), engines, journal.unfinished().size());
    loop.start();
    Thread.ofVirtual().name("prepare machine").start(() -> engines.forEach(ChildEngine::prepare));
  }

  private void turn(Head now) {
    var live = index().live();
    duties.atBlock(now, live, index()::job);
    watchtower.atBlock(now, live, index()::job);
    live.forEach(disagreements::seeDisputed);
    lastStates.atBlock(now, index()::job);
    bonds.atBlock(now);
  }

  private void hear(Changes changes) {
    for (var event : changes.events()) {
      log.seatClosed(event, address());
      disagreements.see(event);
    }
  }

  private JobIndex index() {
    return session.jobs();
  }

  private Amount bond() {
    var snapshot = session.chain().verifier(address());
    return snapshot.free().plus(snapshot.locked());
  }

  private BondKeeper bonds(Amount wanted, Pursuits pursuits) {
    return new BondKeeper(
        session.chain(),
        address(),
        wanted,
        this::bond,
        Call.BondVerifier::new,
        pursuits,
        log::bonding);
  }

  private Answers answers() {
    return new Answers(index()::job, this::run, journal, new SecureRandom(), loop::wake, log);
  }

  private Run run(IndexedJob job) {
    var attempt = new LastStateJournal.Attempt(job.id(), job.snapshot().attempt());
    return new JobRunner(sources(job), pick(job))
        .run(job.spec(), Optional.empty(), lastStateJournal.keeping(attempt));
  }

  private JobSources sources(IndexedJob job) {
    return new JobSources(demanded.of(job), states);
  }

  private EnginePick pick(IndexedJob job) {
    return (invocation, limits) -> {
      var engine = opinion.engineFor(job.engine(), invocation, limits);
      log.choosing(job.id(), engine.name(), job.engine());
      return engine;
    };
  }

  private Optional<TelemetryServer> telemetry(OptionalInt port) {
    return port.isPresent()
        ? Optional.of(VerifierMetrics.serve(port.getAsInt(), session, journal, duties, log))
        : Optional.empty();
  }

  private Watchtower watchtower(WatchPlan plan, Pursuits pursuits) {
    return new Watchtower(
        plan, session, journal, this::check, disagreements::found, loop::wake, pursuits);
  }

  private Finding check(IndexedJob job) {
    return new JobCheck(sources(job), opinion)
        .check(job.spec(), job.result().orElseThrow(), job.engine());
  }

  /** A quarter of the time to answer is left when a verifier without an answer says so. */
  private Duties duties(Pursuits pursuits) {
    return new Duties(
        address(),
        journal,
        answers,
        new Votes(address(), session.chain().deployment(), pursuits, log),
        new OverdueExits(EXIT_PATIENCE_BLOCKS, pursuits),
        demander(pursuits),
        session.chain().parameters().answerWindow().dividedBy(4),
        log);
  }

  /** An eighth of the time to answer goes by before a market node is taken to withhold a blob. */
  private Demander demander(Pursuits pursuits) {
    var parameters = session.chain().parameters();
    return new Demander(
        demanded,
        index()::events,
        new Payments(() -> session.chain().account(address()), pursuits, log::failed),
        pursuits,
        parameters.demandFee(),
        parameters.answerWindow().dividedBy(8),
        log::tooDear,
        log::failed);
  }
}
