package souk.testnet.survival;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import souk.testnet.cluster.NodeProcess;
import souk.testnet.cluster.Testnet;

/** Makes things go wrong on a testnet until it is closed; then everything runs again. */
final class Storm implements AutoCloseable {
  private final Testnet testnet;
  private final Links links;
  private final Strikes strikes;
  private final Consumer<String> teller;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Set<String> struck = ConcurrentHashMap.newKeySet();
  private final Set<Thread> raging = ConcurrentHashMap.newKeySet();
  private final Map<Strike.Kind, Integer> counts = new EnumMap<>(Strike.Kind.class);
  private Duration longest = Duration.ZERO;
  private int died;
  private final Thread thread = Thread.ofVirtual().name("storm").unstarted(this::rage);

  /**
   * @param teller hears of every strike as it begins, a line each, on a thread of the storm's
   */
  Storm(Testnet testnet, Links links, Strikes strikes, Consumer<String> teller) {
    this.testnet = testnet;
    this.links = links;
    this.strikes = strikes;
    this.teller = teller;
  }

  void start() {
    thread.start();
  }

  /** How many of each kind there were; read it after the storm. */
  Map<Strike.Kind, Integer> counts() {
    return Map.copyOf(counts);
  }

  /** The longest that any node was struck; read it after the storm. */
  Duration longest() {
    return longest;
  }

  @Override
  public void close() {
    over.countDown();
    try {
      if (thread.getState() != Thread.State.NEW) {
        thread.join();
      }
      for (var strike : List.copyOf(raging)) {
        strike.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nodes that ended and nobody had struck them; they were started again. */
  int died() {
    return died;
  }

  private void rage() {
    while (!isOverWithin(strikes.gap())) {
      testnet.nodes().forEach(this::keepAlive);
      var strike = strikes.next();
      if (struck.add(strike.target())) {
        counts.merge(strike.kind(), 1, Integer::sum);
        longest = strike.lasts().compareTo(longest) > 0 ? strike.lasts() : longest;
        teller.accept(strike.text());
        raging.add(Thread.ofVirtual().name(strike.text()).start(() -> endure(strike)));
      }
    }
  }

  private void keepAlive(NodeProcess node) {
    if (struck.add(node.name())) {
      if (!node.isAlive()) {
        died++;
        teller.accept(node.name() + " ended by itself; start it again");
        node.restart();
      }
      struck.remove(node.name());
    }
  }

  private void endure(Strike strike) {
    try {
      switch (strike) {
        case Strike.Kill(var name, var lasts) -> kill(name, lasts);
        case Strike.Pause(var name, var lasts) -> pause(name, lasts);
        case Strike.CutFromChain(var name, var lasts) ->
            disturb(links.chainLinks(name).stream(), Link::cut, lasts);
        case Strike.CutFromMarkets(var name, var lasts) ->
            disturb(links.marketLinks(name).stream(), Link::cut, lasts);
        case Strike.Slow(var name, var lag, var lasts) ->
            disturb(
                Stream.concat(links.chainLinks(name).stream(), links.marketLinks(name).stream()),
                link -> link.slowDown(lag),
                lasts);
        case Strike.Reorg(var depth) -> testnet.anvil().reorg(depth);
      }
    } finally {
      struck.remove(strike.target());
      raging.remove(Thread.currentThread());
    }
  }

  private void kill(String name, Duration lasts) {
    var node = testnet.node(name);
    node.kill();
    isOverWithin(lasts);
    node.restart();
  }

  private void pause(String name, Duration lasts) {
    var node = testnet.node(name);
    node.pause();
    isOverWithin(lasts);
    node.resume();
  }

  private void disturb(Stream<Link> disturbed, Consumer<Link> how, Duration lasts) {
    var all = disturbed.toList();
    all.forEach(how);
    isOverWithin(lasts);
    all.forEach(Link::mend);
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
