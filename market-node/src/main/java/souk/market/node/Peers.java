package souk.market.node;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import souk.client.market.MarketClient;
import souk.client.market.MarketException;
import souk.client.market.StateSink;
import souk.client.market.TurnSink;
import souk.market.telemetry.EventLog;
import souk.protocol.codec.MarketDomain;
import souk.protocol.value.Address;

/**
 * The other market nodes this one knows, and which of them are alive. What they say about
 * themselves is only used to share work. Thread-safe.
 */
final class Peers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration INTERVAL = Duration.ofSeconds(3);

  private final List<URI> addresses;
  private final List<MarketClient> clients;
  private final Map<URI, TurnSink> sinks;
  private final Map<URI, StateSink> lastStateSinks;
  private final MarketDomain domain;
  private final EventLog log;
  private final Map<URI, Address> alive = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Thread> watchers;

  Peers(List<URI> addresses, MarketDomain domain, EventLog log) {
    this.addresses = List.copyOf(addresses);
    this.clients = addresses.stream().map(MarketClient::new).toList();
    this.sinks =
        addresses.stream()
            .collect(toUnmodifiableMap(it -> it, it -> TurnSink.of(new MarketClient(it))));
    this.lastStateSinks =
        addresses.stream()
            .collect(toUnmodifiableMap(it -> it, it -> StateSink.of(new MarketClient(it))));
    this.domain = domain;
    this.log = log;
    this.watchers = this.addresses.stream().map(this::watcher).toList();
  }

  void start() {
    watchers.forEach(Thread::start);
  }

  /** One client for each peer, alive or not. */
  List<MarketClient> clients() {
    return clients;
  }

  /** The accounts of the peers that answered last time. */
  Collection<Address> alive() {
    return List.copyOf(alive.values());
  }

  /** Where last states go: the peers that answered last time. */
  Collection<StateSink> lastStateSinks() {
    return alive.keySet().stream().map(lastStateSinks::get).toList();
  }

  /** Where turns go: the peers that answered last time. */
  Collection<TurnSink> sinks() {
    return alive.keySet().stream().map(sinks::get).toList();
  }

  @Override
  public void close() {
    closing.countDown();
    watchers.forEach(Thread::interrupt);
    watchers.forEach(Peers::join);
  }

  private Thread watcher(URI peer) {
    var client = new MarketClient(peer, PATIENCE);
    return Thread.ofVirtual().name("peer " + peer).unstarted(() -> watch(peer, client));
  }

  private void watch(URI peer, MarketClient client) {
    try {
      do {
        look(peer, client);
      } while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(URI peer, MarketClient client) {
    try {
      var info = client.info();
      if (!new MarketDomain(info.chainId(), info.market()).equals(domain)) {
        lose(peer, "it serves another market");
      } else if (!info.node().equals(alive.put(peer, info.node()))) {
        log.peerFound(peer, info.node());
      }
    } catch (MarketException | IllegalArgumentException e) {
      lose(peer, String.valueOf(e.getMessage()));
    }
  }

  private void lose(URI peer, String reason) {
    if (alive.remove(peer) != null) {
      log.peerLost(peer, reason);
    }
  }

  private static void join(Thread watcher) {
    try {
      watcher.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
