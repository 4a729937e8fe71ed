package souk.market.order;

import java.util.List;
import java.util.function.BooleanSupplier;
import souk.client.market.MarketClient;
import souk.client.node.Crew;
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

  @Override
  public void close() {
    crew.close();
  }
}
