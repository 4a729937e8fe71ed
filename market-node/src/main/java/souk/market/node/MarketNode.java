package souk.market.node;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import souk.client.node.NodeLoop;
import souk.client.session.ChainSession;
import souk.client.telemetry.Metrics;
import souk.client.telemetry.NodeMetrics;
import souk.market.agent.AgentBlobs;
import souk.market.agent.AgentCounts;
import souk.market.agent.AgentMinder;
import souk.market.agent.Payers;
import souk.market.api.ApiServer;
import souk.market.blob.BlobStore;
import souk.market.blob.UploadRules;
import souk.market.order.Gossip;
import souk.market.order.SignedOrders;
import souk.market.record.MarketRecords;
import souk.market.share.Submissions;
import souk.market.share.TransactionCounts;
import souk.market.share.Turns;
import souk.market.signature.SignatureCheck;
import souk.market.state.LastStates;
import souk.market.state.LastTurns;
import souk.market.state.StateKeeper;
import souk.market.telemetry.EventLog;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.Head;
import souk.settlement.keys.Signer;
import souk.settlement.tx.GasBook;

/**
 * A market node: indexes the chain, matches jobs with offers, lands the matches, calls the exits
 * that are due, keeps blobs and serves the API. It has no authority and may be killed at any time.
 *
 * <pre>{@code
 * try (var node = MarketNode.start(config, signer)) {
 *   node.awaitEnd();
 * }
 * }</pre>
 */
public final class MarketNode implements AutoCloseable {
  private static final long CURSORS_A_MILLISECOND = 1000;
  private static final int HANDICAP_STEPS = 2;

  private final ChainSession session;
  private final EventLog log = new EventLog();
  private final Metrics metrics = new Metrics();
  private final Peers peers;
  private final Negotiations negotiations;
  private final Landing landing;
  private final Inherited inherited;
  private final Round round;
  private final Exits exits;
  private final SignedOrders orders;
  private final Gossip gossip;
  private final NodeLoop loop;
  private final MarketRecords records;
  private final BlobStore blobs;
  private final StateKeeper states;
  private final LastStates lastStates;
  private final LastTurns lastTurns;
  private final LastStateSharing lastStateSharing;
  private final CheckpointLanding checkpoints;
  private final AgentMinder minder;
  private final ApiServer server;

  /**
   * How a market node runs.
   *
   * @param chain the market it serves, and its journal
   * @param blobs its blob store
   * @param host name or address of the interface to listen on
   * @param port port to listen on; 0 for any that is free
   * @param peers other market nodes, asked for blobs and shared work with
   * @param stepBlocks blocks after which the next node steps in for one that does not act
   * @param lastStates how much it keeps of agents' last states, and how long
   * @param agents what it does for agents
   * @param orders how many signed orders it keeps, and what it does for its peers'
   * @param api what strangers may take of it
   */
  public record Config(
      ChainSession.Config chain,
      BlobStore.Config blobs,
      String host,
      int port,
      List<URI> peers,
      int stepBlocks,
      LastStates.Config lastStates,
      AgentMinder.Config agents,
      SignedOrders.Config orders,
      ApiServer.Config api) {
    /** Listens for this machine only. */
    public static final String LOOPBACK = "127.0.0.1";

    /** Blocks in which a match is usually made. */
    public static final int DEFAULT_STEP_BLOCKS = 4;

    public Config {
      peers = List.copyOf(peers);
    }

    /** On this machine, with the default step. */
    public Config(ChainSession.Config chain, BlobStore.Config blobs, int port, List<URI> peers) {
      this(
          chain,
          blobs,
          LOOPBACK,
          port,
          peers,
          DEFAULT_STEP_BLOCKS,
          LastStates.Config.DEFAULT,
          AgentMinder.Config.DEFAULT,
          SignedOrders.Config.DEFAULT,
          ApiServer.Config.DEFAULT);
    }
  }

  private MarketNode(Config config, ChainSession session, Clock clock) {
    var index = session.jobs();
    this.session = session;
    this.peers = new Peers(config.peers(), session.domain(), log);
    this.negotiations = new Negotiations(clock.millis() * CURSORS_A_MILLISECOND);
    this.orders = SignedOrders.in(session, config.orders(), clock);
    var counts = TransactionCounts.in(metrics);
    this.landing = new Landing(session.outbox(), index, log, this::hear, counts);
    this.inherited = landing.inherited();
    this.records = MarketRecords.start(session, clock);
    var climates = new Climates(session);
    this.round = round(config, climates);
    this.exits =
        new Exits(
            Submissions.to(session.outbox()),
            turns(config),
            session.chain().parameters().secretBlocks(),
            log,
            counts);
    this.gossip =
        new Gossip(
            peers.clients(), orders, config.orders(), session.journal().lease()::isHeld, log);
    orders.measure(metrics);
    gossip.measure(metrics);
    this.loop = new NodeLoop(index, this::turn, log::trouble);
    this.blobs = store(config.blobs(), clock);
    this.states = StateKeeper.in(session, negotiations::isAsked);
    var agents = new IndexedAgents(session, this::isPromised);
    var payers = new Payers(agents);
    this.lastStates = LastStates.in(session, payers::states, config.lastStates());
    this.lastTurns = LastTurns.in(session, config.lastStates());
    this.lastStateSharing = new LastStateSharing(peers::lastStateSinks, log);
    this.checkpoints = checkpoints(config);
    this.minder = minder(config, agents, counts);
    var outputs = new SealedOutputs(session.journal(), session.domain(), this::named);
    index.listen(changes -> blobs.look(changes.jobs()));
    blobs.measure(metrics);
    blobs.follow(new IndexedMarket(session, outputs, orders, payers, log));
    var explanations = new Explanations(index, orders, climates, records.token()::text);
    var desk = new MarketDesk(session, negotiations, landing, outputs, explanations, log);
    NodeMetrics.bind(metrics, session, clock);
    metrics.gauge(
        "souk_gas_paid_wei",
        "What transactions of this node's account have cost that no reorg can undo.",
        () -> GasBook.paid(session.journal(), session.address()).units().doubleValue());
    this.server =
        ApiServer.start(
            config.host(),
            config.port(),
            config.api(),
            new ApiServer.Parts(
                desk,
                states,
                lastStates,
                lastTurns,
                records,
                orders,
                blobs,
                metrics,
                Needs.readiness(session, blobs, clock, log)));
  }

  /**
   * Starts a node.
   *
   * @param signer the account that submits and earns the market fee
   * @throws souk.settlement.chain.ChainException if the chain is unreachable or another
   * @throws souk.settlement.journal.JournalException if the journal cannot be used
   * @throws souk.market.api.PortTakenException if it cannot listen there
   */
  public static MarketNode start(Config config, Signer signer) {
    var session = ChainSession.share(config.chain(), signer);
    try {
      var node = new MarketNode(config, session, Clock.systemUTC());
      node.run(config.host());
      return node;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** The account that submits and earns the market fee. */
  public Address address() {
    return session.address();
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /**
   * Waits until the node has ended.
   *
   * @throws souk.settlement.chain.ChainException if it ended because the market's chain is gone
   */
  public void awaitEnd() throws InterruptedException {
    loop.awaitEnd();
  }

  /** Stops; what it has taken on goes on at the next start. */
  @Override
  public void close() {
    server.drain();
    negotiations.close();
    server.close();
    loop.close();
    checkpoints.close();
    minder.close();
    lastStateSharing.close();
    gossip.close();
    records.close();
    orders.close();
    blobs.close();
    landing.close();
    peers.close();
    session.close();
  }

  private void run(String host) {
    peers.start();
    landing.start();
    orders.start();
    gossip.start();
    session.journal().lease().listen(loop::wake);
    records.tell(server::publish);
    loop.start();
    log.started(address(), host, port(), session.domain());
  }

  /** Only the replica that leads acts; the others follow, so that one of them can take over. */
  private void turn(Head head) {
    var term = session.journal().lease().term();
    minder.keep(head);
    if (term.isPresent()) {
      exits.call(session.jobs().live(), head);
      states.tidy();
      lastStates.tidy();
      lastTurns.tidy();
      lastStateSharing.atBlock(head.number(), () -> Copy.all(lastStates, lastTurns));
      checkpoints.land(head);
      minder.act(head);
    }
    if (term.isPresent() && inherited.isDone(term.getAsLong(), head.number())) {
      round.take(head);
    } else {
      round.watch(head);
    }
  }

  private void hear(Landing.Fate fate) {
    round.hear(fate);
    loop.wake();
  }

  private Round round(Config config, Climates climates) {
    var turns = new JobTurns(session.address(), peers::alive, config.stepBlocks());
    var books =
        new BookKeeper(
            session,
            orders,
            climates,
            turns,
            id -> lacksState(id) ? HANDICAP_STEPS * (long) config.stepBlocks() : 0,
            negotiations::forget);
    var lifetime = session.chain().parameters().acceptanceLifetime();
    return new Round(session.address(), books, negotiations, landing, lifetime, log);
  }

  /** Only the node that asks hands a state over: who has it is to ask first. */
  private boolean lacksState(Hash jobId) {
    var legs =
        session.jobs().job(jobId).map(job -> job.snapshot().relayed().legs()).orElse(List.of());
    return !legs.isEmpty() && !states.has(jobId, legs.getLast().turns());
  }

  private Turns turns(Config config) {
    return new Turns(session.address(), peers::alive, config.stepBlocks());
  }

  private CheckpointLanding checkpoints(Config config) {
    var kept = States.of(states);
    return new CheckpointLanding(
        kept,
        session.jobs()::job,
        new StateSharing(kept, peers::sinks, new SecureRandom(), log),
        turns(config),
        Submissions.to(session.outbox()),
        log);
  }

  private AgentMinder minder(Config config, IndexedAgents agents, TransactionCounts counts) {
    var sources =
        new AgentSources(
            hash -> lastStates.sizeBytes(hash).isPresent(), lastTurns::turn, peers::lastStateSinks);
    var minded = new AgentCounts(metrics, session.address(), agents::tip, counts);
    session.jobs().listen(changes -> minded.hear(changes.events()));
    return new AgentMinder(
        config.agents(),
        new AgentMinder.Parts(
            agents,
            AgentBlobs.of(blobs),
            sources::hasState,
            sources,
            turns(config),
            Submissions.to(session.outbox()),
            minded,
            log));
  }

  private boolean isPromised(Hash jobId) {
    return negotiations.about(jobId).isPresent() || landing.isOnItsWay(jobId);
  }

  private void named(Hash jobId) {
    blobs.look(List.of(jobId));
  }

  private BlobStore store(BlobStore.Config config, Clock clock) {
    var index = session.jobs();
    var rules =
        new UploadRules(
            session.domain(),
            () -> index.head().map(Head::time),
            new IndexedFunding(index, session.chain()),
            new SignatureCheck(session.chain()::codeSignature));
    return BlobStore.open(config, session.journal(), peers.clients(), rules, clock);
  }
}
