package souk.testnet.agent;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import souk.protocol.job.JobState;
import souk.protocol.value.Hash;
import souk.settlement.chain.MatchTerms;
import souk.settlement.index.IndexedAgent;
import souk.settlement.index.IndexedJob;
import souk.testnet.cluster.Testnet;
import souk.testnet.demo.DemoEvent;
import souk.testnet.demo.Narrator;

/** Kills honest providers while they run agents' turns, and starts them again. */
final class Killer implements AutoCloseable {
  private static final Duration BETWEEN = Duration.ofSeconds(15);
  private static final Duration GONE = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final Testnet testnet;
  private final Narrator narrator;
  private final AgentWatch watch;
  private final int most;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("killer").unstarted(this::kill);
  private volatile int killed;

  private record Victim(String name, Hash job) {}

  /**
   * @param most how many it kills
   */
  Killer(Testnet testnet, Narrator narrator, AgentWatch watch, int most) {
    this.testnet = testnet;
    this.narrator = narrator;
    this.watch = watch;
    this.most = most;
  }

  void start() {
    thread.start();
  }

  /** How many it has killed. */
  int killed() {
    return killed;
  }

  /** Kills no more; who was killed runs again. */
  @Override
  public void close() {
    over.countDown();
    try {
      if (thread.getState() != Thread.State.NEW) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void kill() {
    while (killed < most && !isOverWithin(BETWEEN)) {
      var unused = testnet.operator().jobs().await(() -> victim().isPresent(), LOOK);
      victim().ifPresent(this::kill);
    }
  }

  private void kill(Victim victim) {
    var node = testnet.node(victim.name());
    node.kill();
    killed++;
    var work = watch.work(victim.job()).orElse(victim.job().toString());
    narrator.tell(new DemoEvent.NodeKilled(victim.name(), work));
    var unused = isOverWithin(GONE);
    node.restart();
  }

  private Optional<Victim> victim() {
    var index = testnet.operator().jobs();
    return index.agents().stream()
        .flatMap(agent -> agent.turn().stream())
        .map(IndexedAgent.PostedTurn::jobId)
        .flatMap(id -> index.job(id).stream())
        .filter(job -> job.snapshot().state() instanceof JobState.Running)
        .flatMap(job -> victim(job).stream())
        .findFirst();
  }

  private Optional<Victim> victim(IndexedJob job) {
    return job.snapshot()
        .match()
        .map(MatchTerms::provider)
        .map(testnet::nameOf)
        .filter(name -> !testnet.cheats(name))
        .map(name -> new Victim(name, job.id()));
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
