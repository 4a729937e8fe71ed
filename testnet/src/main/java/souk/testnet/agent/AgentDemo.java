package souk.testnet.agent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import souk.protocol.job.JobState;
import souk.settlement.chain.AgentId;
import souk.settlement.index.IndexedAgent;
import souk.settlement.index.JobIndex;
import souk.testnet.cluster.NodeProcess;
import souk.testnet.cluster.Testnet;
import souk.testnet.demo.DemoEvent;
import souk.testnet.demo.Narrator;
import souk.testnet.money.MoneyCount;
import souk.testnet.money.Party;

/** The demo of agents on a prepared testnet: all stories at once, then the account of it all. */
public final class AgentDemo {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Providers that the chronicle's turns are to run on. */
  static final int LEAST_CARRIERS = 4;

  private static final String FUEL_PER_SECOND = "2M";

  private final long started = System.nanoTime();
  private final Testnet testnet;
  private final JobIndex index;
  private final Narrator narrator;
  private final Path root;
  private final AgentWatch watch;

  private record Stories(OrderStory.Outcome order, FreezeStory.Outcome freeze, int killed) {}

  private AgentDemo(Testnet testnet, Narrator narrator, Path root) {
    this.testnet = testnet;
    this.index = testnet.operator().jobs();
    this.narrator = narrator;
    this.root = root;
    this.watch = new AgentWatch(testnet, narrator);
  }

  /**
   * Runs the demo.
   *
   * @param testnet prepared, with no node running yet
   * @param root the project's folder
   * @return how it ended; the narrator has not been told yet
   */
  public static AgentSummary run(Testnet testnet, Narrator narrator, Path root)
      throws InterruptedException {
    return new AgentDemo(testnet, new Told(narrator), root).run();
  }

  private AgentSummary run() throws InterruptedException {
    testnet.addAccounts(List.of("founder", "creator", "patron"));
    var parties = Party.of(testnet);
    var before = MoneyCount.of(testnet.chain(), parties);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      // They deposit while the nodes start.
      var entering = threads.submit(() -> People.enter(testnet));
      startNodes();
      try (var people = outcome(entering)) {
        phase("creating agents, and deleting the key of one's creator");
        var cast = Cast.create(testnet, root, people);
        cast.roles().forEach(role -> watch.name(role.id(), role.name()));
        var stories = live(threads, cast, people);
        awaitRest(cast);
        // Nothing is to happen any more, and the nodes look at every block.
        testnet.anvil().mineEvery(testnet.plan().blockTime());
        phase("running every turn again here, and counting the money");
        return summary(cast, stories, parties, before);
      }
    }
  }

  private void startNodes() {
    phase("starting nodes: " + testnet.plan().describe());
    for (var provider = 1; provider <= testnet.plan().providers().size(); provider++) {
      testnet.addFlags(
          "provider-" + provider,
          "--stake-multiple",
          String.valueOf(Policies.STAKE_MULTIPLE),
          // Starting a job takes as long as ever, and block time flies.
          "--fuel-per-second",
          FUEL_PER_SECOND);
    }
    testnet.startWithCheatsOnly();
    testnet.nodes().forEach(this::tell);
  }

  private void startHonestProviders() {
    var before = testnet.nodes();
    testnet.startHonestProviders();
    testnet.nodes().stream().filter(node -> !before.contains(node)).forEach(this::tell);
  }

  private void tell(NodeProcess node) {
    var address = testnet.account(node.name()).address();
    narrator.tell(new DemoEvent.NodeStarted(node.name(), node.pid(), address.toString()));
  }

  private Stories live(ExecutorService threads, Cast cast, People people)
      throws InterruptedException {
    phase("a customer orders; the only provider so far, a cheat, takes the first turn");
    var order = cast.order().order(people.customer());
    awaitMatched(cast.order().orchestrator());
    phase("honest providers come; all live at once, and providers are killed");
    startHonestProviders();
    var chronicle = cast.chronicle().chronicle();
    var others =
        cast.roles().stream().map(Cast.Role::id).filter(id -> !id.equals(chronicle)).toList();
    try (var killer =
        new Killer(
            testnet,
            narrator,
            watch,
            others,
            chronicle,
            () -> carriers(chronicle) >= LEAST_CARRIERS)) {
      killer.start();
      var leaving = start(threads, this::letTheCheatLeave);
      var patrons = List.of(people.patron(), people.customer());
      var ordered = start(threads, () -> cast.order().await(people.customer(), order));
      var lived = start(threads, () -> cast.chronicle().live(patrons));
      // The longest life does not wait for the audits of yet another newcomer.
      var unused = index.await(() -> turns(chronicle) > 0, PATIENCE);
      var frozen = start(threads, () -> cast.freeze().live(people.patron()));
      var turns = outcome(lived);
      var left = outcome(leaving);
      phase("the chronicle lived %d turns%s".formatted(turns, left ? "" : ", the cheat among us"));
      return new Stories(outcome(ordered), outcome(frozen), killer.killed());
    }
  }

  /** Once it has lost its stake for a turn, the cheat cheats no more. */
  private boolean letTheCheatLeave() {
    if (!index.await(() -> Slashes.of(testnet, watch.slashes()).ofTurn(), PATIENCE)) {
      return false;
    }
    IntStream.rangeClosed(1, testnet.plan().providers().size())
        .mapToObj(provider -> "provider-" + provider)
        .filter(testnet::cheats)
        .forEach(name -> testnet.node(name).close());
    phase("the cheat has left");
    return true;
  }

  private int turns(AgentId agent) {
    return index.agent(agent).map(IndexedAgent::turns).orElse(0);
  }

  private int carriers(AgentId agent) {
    var reckoning = new AgentReckoning(testnet, root);
    return reckoning.carriers(LifeEvents.of(testnet, agent)).size();
  }

  private void awaitMatched(AgentId agent) {
    testnet.await(
        "a provider takes the first turn",
        () ->
            index
                .agent(agent)
                .flatMap(IndexedAgent::turn)
                .flatMap(turn -> index.job(turn.jobId()))
                .filter(job -> !(job.snapshot().state() instanceof JobState.Open))
                .isPresent());
  }

  private void awaitRest(Cast cast) {
    if (!index.await(() -> cast.roles().stream().allMatch(this::rests), PATIENCE)) {
      phase("some agents do not come to rest");
    }
  }

  private boolean rests(Cast.Role role) {
    var agent = index.agent(role.id()).orElseThrow();
    return agent.turn().isEmpty()
        && agent.children().isEmpty()
        && testnet.chain().canWake(role.id()).isEmpty();
  }

  private AgentSummary summary(Cast cast, Stories stories, List<Party> parties, MoneyCount before) {
    var reckoning = new AgentReckoning(testnet, root);
    var lines = cast.roles().parallelStream().map(reckoning::line).toList();
    var wrong = reckoning.wrongChildren(cast.order(), IrisWork.in(root));
    var after = MoneyCount.of(testnet.chain(), withAgents(parties, cast));
    return new AgentSummary(
        lines,
        stories.order(),
        OrderStory.PAID,
        cast.chronicle().isKeyDeleted(),
        stories.freeze(),
        stories.killed(),
        Slashes.of(testnet, watch.slashes()),
        wrong + lines.stream().mapToInt(AgentLine::wrong).sum(),
        after.changesSince(before),
        after.isConservedSince(before),
        (System.nanoTime() - started) / 1_000_000_000);
  }

  /** With them their purses, and where values of mail lie that nobody has read. */
  private List<Party> withAgents(List<Party> parties, Cast cast) {
    var all = new ArrayList<>(parties);
    all.add(new Party("mail", Party.Role.AGENT, testnet.deployment().agents()));
    for (var role : cast.roles()) {
      var agent = index.agent(role.id()).orElseThrow();
      AgentReckoning.addresses(testnet.chain(), agent)
          .map(address -> new Party(role.name(), Party.Role.AGENT, address))
          .forEach(all::add);
    }
    return all;
  }

  private void phase(String text) {
    narrator.tell(new DemoEvent.Phase(text));
  }

  private static <T> Future<T> start(ExecutorService threads, Callable<T> story) {
    return threads.submit(story);
  }

  private static <T> T outcome(Future<T> story) throws InterruptedException {
    try {
      return story.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a story broke off: " + e.getMessage(), e);
    }
  }
}
