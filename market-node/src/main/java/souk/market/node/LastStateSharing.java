package souk.market.node;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import souk.client.api.LastTurn;
import souk.client.market.MarketException;
import souk.client.market.StateSink;
import souk.client.node.Crew;
import souk.market.telemetry.EventLog;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;

/**
 * Hands last states on to the other market nodes, so that no agent's state dies with one node. Not
 * thread-safe.
 */
final class LastStateSharing implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int STEP_BLOCKS = 4;

  /** A peer that follows the chain takes what it should have before it has said no that often. */
  private static final int MOST_REFUSALS = 20;

  private final Function<Hash, Optional<Bytes>> states;
  private final Supplier<? extends Collection<StateSink>> peers;
  private final EventLog log;
  private final Duration pause;
  private final Crew<StateSink> crew = new Crew<>("last states to");
  private final Set<Handing> done = ConcurrentHashMap.newKeySet();
  private long nextBlock;
  private final Map<Handing, Integer> refusals = new ConcurrentHashMap<>();

  private record Handing(Hash stateHash, StateSink peer) {}

  LastStateSharing(
      Function<Hash, Optional<Bytes>> states,
      Supplier<? extends Collection<StateSink>> peers,
      EventLog log) {
    this(states, peers, log, PAUSE);
  }

  /**
   * @param states the states that are here, by their hashes
   * @param peers the other nodes that are alive
   * @param pause how long to rest when a peer does not take a state
   */
  LastStateSharing(
      Function<Hash, Optional<Bytes>> states,
      Supplier<? extends Collection<StateSink>> peers,
      EventLog log,
      Duration pause) {
    this.states = states;
    this.peers = peers;
    this.log = log;
    this.pause = pause;
  }

  /**
   * Hands on what peers may not have of the states that are here; not at every block.
   *
   * @param kept the states that are here
   */
  void atBlock(long block, Supplier<List<LastTurn>> kept) {
    if (block >= nextBlock) {
      nextBlock = block + STEP_BLOCKS;
      share(kept.get());
    }
  }

  private void share(List<LastTurn> kept) {
    var here = kept.stream().map(LastTurn::stateHash).collect(toUnmodifiableSet());
    done.removeIf(handing -> !here.contains(handing.stateHash()));
    refusals.keySet().removeIf(handing -> !here.contains(handing.stateHash()));
    for (var peer : peers.get()) {
      var owed =
          kept.stream()
              .filter(last -> !done.contains(new Handing(last.stateHash(), peer)))
              .toList();
      if (!owed.isEmpty()) {
        crew.start(peer, () -> share(peer, owed));
      }
    }
  }

  private void share(StateSink peer, List<LastTurn> owed) throws InterruptedException {
    try {
      var refused = 0;
      for (var last : owed) {
        refused += hand(peer, last) ? 0 : 1;
      }
      if (refused > 0) {
        Thread.sleep(pause);
      }
    } catch (MarketException e) {
      log.stateNotShared(owed.getFirst().jobId(), peer, String.valueOf(e.getMessage()));
      Thread.sleep(pause);
    }
  }

  /** Whether the peer has the state then, or will never take it. */
  private boolean hand(StateSink peer, LastTurn last) {
    var handing = new Handing(last.stateHash(), peer);
    try {
      if (!peer.has(last.stateHash())) {
        states.apply(last.stateHash()).ifPresent(snapshot -> peer.put(last, snapshot.toArray()));
      }
      refusals.remove(handing);
      return done.add(handing);
    } catch (MarketException e) {
      if (e.isRetryable()) {
        throw e;
      }
      log.stateNotShared(last.jobId(), peer, String.valueOf(e.getMessage()));
      return refusals.merge(handing, 1, Integer::sum) >= MOST_REFUSALS && done.add(handing);
    }
  }

  @Override
  public void close() {
    crew.close();
  }
}
