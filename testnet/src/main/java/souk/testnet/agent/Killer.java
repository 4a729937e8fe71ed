package souk.testnet.agent;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import souk.protocol.job.JobState;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.MatchTerms;
import souk.settlement.index.IndexedAgent;
import souk.settlement.index.IndexedJob;
import souk.testnet.cluster.Testnet;
import souk.testnet.demo.DemoEvent;
import souk.testnet.demo.Narrator;

/**
 * Kills honest providers while they run agents' turns, and starts them again. One agent, which has
 * the longest life before it, is spared; should it late in its life have lived on too few of them,
 * it is that one's turns for the rest.
 */
final class Killer implements AutoCloseable {
  private static final int LEAST = 3;
  private static final int MOST = 6;
  private static final int LATE = ChronicleStory.TURNS / 2;
  private static final Duration BETWEEN = Duration.ofSeconds(6);
  private static final Duration GONE = Duration.ofSeconds(8);
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final Testnet testnet;
  private final Narrator narrator;
  private final AgentWatch watch;
  private final List<AgentId> agents;
  private final AgentId spared;
  private final BooleanSupplier enough;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("killer").unstarted(this::kill);
  private final Queue<Thread> raising = new ConcurrentLinkedQueue<>();
  private final AtomicInteger killed = new AtomicInteger();

  private record Victim(String name, Hash job) {}

  /**
   * @param agents whose turns
   * @param spared the one that may live on too few providers
   * @param enough whether it has lived on enough
   */
  Killer(
      Testnet testnet,
      Narrator narrator,
      AgentWatch watch,
      List<AgentId> agents,
      AgentId spared,
      BooleanSupplier enough) {
    this.testnet = testnet;
    this.narrator = narrator;
    this.watch = watch;
    this.agents = List.copyOf(agents);
    this.spared = spared;
    this.enough = enough;
  }

  void start() {
    thread.start();
  }

  /** How many it has killed. */
  int killed() {
    return killed.get();
  }

  /** Kills no more; who was killed runs again. */
  @Override
  public void close() {
    over.countDown();
    try {
      if (thread.getState() != Thread.State.NEW) {
        thread.join();
      }
      for (var start : raising) {
        start.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void kill() {
    while (!isEnough() && !isOverWithin(BETWEEN)) {
      var unused = testnet.operator().jobs().await(() -> victim().isPresent(), LOOK);
      victim().ifPresent(this::kill);
    }
  }

  private boolean isEnough() {
    return killed() >= MOST || (killed() >= LEAST && enough.getAsBoolean());
  }

  private void kill(Victim victim) {
    var node = testnet.node(victim.name());
    node.kill();
    killed.incrementAndGet();
    var work = watch.work(victim.job()).orElse(victim.job().toString());
    narrator.tell(new DemoEvent.NodeKilled(victim.name(), work));
    raising.add(
        Thread.ofVirtual()
            .name("start " + victim.name())
            .start(
                () -> {
                  var unused = isOverWithin(GONE);
                  node.restart();
                }));
  }

  private Optional<Victim> victim() {
    return aims().stream().map(this::victim).flatMap(Optional::stream).findFirst();
  }

  // Before the first turn ends, every provider's first job is audited, by all nodes there are.
  private List<AgentId> aims() {
    var turns = testnet.operator().jobs().agent(spared).map(IndexedAgent::turns).orElse(0);
    if (killed() < LEAST) {
      return turns == 0 ? List.of() : agents;
    }
    return turns < LATE ? List.of() : List.of(spared);
  }

  private Optional<Victim> victim(AgentId agent) {
    var turn = turn(agent).filter(job -> job.snapshot().state() instanceof JobState.Running);
    return turn.flatMap(this::carrier)
        .filter(name -> !testnet.cheats(name) && testnet.node(name).isAlive())
        .filter(
            name ->
                agent.equals(spared)
                    || !turn(spared).flatMap(this::carrier).equals(Optional.of(name)))
        .map(name -> new Victim(name, turn.orElseThrow().id()));
  }

  private Optional<IndexedJob> turn(AgentId agent) {
    var index = testnet.operator().jobs();
    return index
        .agent(agent)
        .flatMap(IndexedAgent::turn)
        .map(IndexedAgent.PostedTurn::jobId)
        .flatMap(index::job);
  }

  private Optional<String> carrier(IndexedJob job) {
    return job.snapshot().match().map(MatchTerms::provider).map(testnet::nameOf);
  }

  private boolean isOverWithin(Duration time) {
    try {
      return over.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
