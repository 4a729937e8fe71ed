package souk.market.node;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import souk.client.api.SignedCheckpoint;
import souk.client.market.MarketException;
import souk.client.market.TurnSink;
import souk.client.node.Crew;
import souk.market.state.KeptTurn;
import souk.market.telemetry.EventLog;
import souk.protocol.seal.Ecies;
import souk.protocol.value.Hash;

/**
 * Hands states on to the other market nodes, so that no turn is on chain whose state dies with one
 * node. Thread-safe.
 */
final class StateSharing implements AutoCloseable {
  private final States states;
  private final Supplier<? extends Collection<TurnSink>> peers;
  private final SecureRandom random;
  private final EventLog log;
  private final Crew<Handing> crew = new Crew<>("state to");
  private final Set<Handing> done = ConcurrentHashMap.newKeySet();

  private record Handing(Hash jobId, int attempt, int turns, TurnSink peer) {}

  /**
   * @param peers the other nodes that are alive
   */
  StateSharing(
      States states,
      Supplier<? extends Collection<TurnSink>> peers,
      SecureRandom random,
      EventLog log) {
    this.states = states;
    this.peers = peers;
    this.random = random;
    this.log = log;
  }

  /** Whether every peer has that turn's state, or will never take it; if not, hands it on. */
  boolean isShared(SignedCheckpoint signed) {
    var checkpoint = signed.checkpoint();
    var owed =
        peers.get().stream()
            .map(
                peer ->
                    new Handing(checkpoint.jobId(), checkpoint.attempt(), checkpoint.turns(), peer))
            .filter(handing -> !done.contains(handing))
            .toList();
    owed.forEach(handing -> crew.start(handing, () -> hand(handing, signed)));
    return owed.isEmpty();
  }

  /** Only those jobs go on. */
  void retain(Collection<Hash> jobs) {
    done.removeIf(handing -> !jobs.contains(handing.jobId()));
  }

  /** A peer that cannot take it now is tried again when the turn is asked for again. */
  private void hand(Handing handing, SignedCheckpoint signed) {
    try {
      states.turn(signed).ifPresent(turn -> hand(handing.peer(), turn));
      done.add(handing);
    } catch (MarketException | IllegalArgumentException e) {
      log.stateNotShared(handing.jobId(), handing.peer(), String.valueOf(e.getMessage()));
      if (!(e instanceof MarketException refusal && refusal.isRetryable())) {
        done.add(handing);
      }
    }
  }

  private void hand(TurnSink peer, KeptTurn turn) {
    var jobId = turn.signed().checkpoint().jobId();
    var parcel = turn.parcel().toArray();
    peer.put(turn.signed(), Ecies.seal(peer.sealingKey(), jobId, parcel, random));
  }

  @Override
  public void close() {
    crew.close();
  }
}
