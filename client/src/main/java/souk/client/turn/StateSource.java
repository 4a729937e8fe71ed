package souk.client.turn;

import souk.protocol.value.Hash;
import souk.runtime.state.Snapshot;

/** Somewhere states of agents come from, by their hash. */
@FunctionalInterface
public interface StateSource {
  /**
   * The state of that hash, already checked against it.
   *
   * @throws souk.client.market.MarketException if it is not to be had
   */
  Snapshot state(Hash stateHash);
}
