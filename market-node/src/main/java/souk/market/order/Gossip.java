package souk.market.order;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.function.BooleanSupplier;
import souk.client.market.MarketClient;
import souk.client.node.Crew;
import souk.client.telemetry.Metrics;
import souk.market.telemetry.EventLog;

/**
 * Keeps pulling what peers have been handed. Orders go round as far as every node's own checks let
 * them, and stop where they are known already.
 */
public final class Gossip implements AutoCloseable {
  private final List<PeerFeed> feeds;
  private final Crew<PeerFeed> crew = new Crew<>("orders of a peer");

  /**
   * @param peers whom to ask
   * @param taking whether this process takes orders at all now
   */
  public Gossip(
      List<MarketClient> peers,
      SignedOrders orders,
      SignedOrders.Config config,
      BooleanSupplier taking,
      EventLog log) {
    var settings = PeerFeed.Settings.of(config);
    this.feeds =
        peers.stream().map(peer -> new PeerFeed(peer, orders, settings, taking, log)).toList();
  }

  /** Begins to ask. */
  public void start() {
    feeds.forEach(feed -> crew.start(feed, feed::run));
  }

  /** Tells which peers hand over garbage. */
  public void measure(Metrics metrics) {
    metrics.counts(
        "souk_peer_garbage_total",
        "Answers, orders and placements of a peer that nobody who checks would hand over.",
        "peer",
        () -> feeds.stream().collect(toMap(PeerFeed::peer, PeerFeed::garbage, Long::sum)));
  }

  @Override
  public void close() {
    crew.close();
  }
}
