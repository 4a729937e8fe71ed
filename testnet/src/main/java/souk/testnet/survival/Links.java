package souk.testnet.survival;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import souk.testnet.cluster.Wiring;

/** Every way of every node to the chain and to the market nodes, as links that can be disturbed. */
public final class Links implements Wiring, AutoCloseable {
  private final Map<String, Link> toChain = new ConcurrentHashMap<>();
  private final Map<String, Map<URI, Link>> toMarkets = new ConcurrentHashMap<>();

  @Override
  public URI chain(String node, URI chain) {
    return toChain.computeIfAbsent(node, _ -> Link.to(chain)).uri();
  }

  @Override
  public URI market(String node, URI market) {
    return toMarkets
        .computeIfAbsent(node, _ -> new ConcurrentHashMap<>())
        .computeIfAbsent(market, Link::to)
        .uri();
  }

  /** The node's ways to the chain. */
  List<Link> chainLinks(String node) {
    return List.of(toChain.get(node));
  }

  /** The node's ways to market nodes. */
  List<Link> marketLinks(String node) {
    return List.copyOf(toMarkets.getOrDefault(node, Map.of()).values());
  }

  @Override
  public void close() {
    toChain.values().forEach(Link::close);
    toMarkets.values().forEach(links -> links.values().forEach(Link::close));
  }
}
