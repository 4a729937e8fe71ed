package souk.testnet.cluster;

import java.net.URI;

/** Through which addresses the nodes of a testnet reach its chain and each other. Thread-safe. */
public interface Wiring {
  /** Everybody reaches everybody at the address where it answers. */
  Wiring DIRECT = new Wiring() {};

  /**
   * Where a node finds the chain.
   *
   * @param node the node's name
   * @param chain where the chain answers
   */
  default URI chain(String node, URI chain) {
    return chain;
  }

  /**
   * Where a node finds a market node.
   *
   * @param node the node's name
   * @param market where the market node answers
   */
  default URI market(String node, URI market) {
    return market;
  }
}
