package souk.market.node;

import java.util.Collection;
import java.util.function.Predicate;
import java.util.function.Supplier;
import souk.client.market.MarketException;
import souk.client.market.StateSink;
import souk.protocol.value.Hash;

/** What agents go on from, as this node and its peers have it. Thread-safe. */
final class AgentSources {
  private final Predicate<Hash> states;
  private final Supplier<? extends Collection<StateSink>> peers;

  /**
   * @param states whether a state is here
   * @param peers the other nodes that are alive
   */
  AgentSources(Predicate<Hash> states, Supplier<? extends Collection<StateSink>> peers) {
    this.states = states;
    this.peers = peers;
  }

  /** Whether a state is to be had from this node or from a peer that answers. */
  boolean hasState(Hash stateHash) {
    return states.test(stateHash) || peers.get().stream().anyMatch(peer -> has(peer, stateHash));
  }

  private static boolean has(StateSink peer, Hash stateHash) {
    try {
      return peer.has(stateHash);
    } catch (MarketException e) {
      return false;
    }
  }
}
