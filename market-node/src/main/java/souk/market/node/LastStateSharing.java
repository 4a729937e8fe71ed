package souk.market.node;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import souk.client.market.MarketException;
import souk.client.market.StateSink;
import souk.client.node.Crew;
import souk.market.telemetry.EventLog;
import souk.protocol.value.Hash;

/**
 * Hands last states and turns on to the other market nodes, so that no agent dies with one node.
 * Not thread-safe.
 */
final class LastStateSharing implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int STEP_BLOCKS = 4;

  /** A peer that follows the chain takes what it should have before it has said no that often. */
  private static final int MOST_REFUSALS = 20;

  private final Supplier<? extends Collection<StateSink>> peers;
  private final EventLog log;
  private final Duration pause;
  private final Crew<StateSink> crew = new Crew<>("last states to");
  private final Set<Handing> done = ConcurrentHashMap.newKeySet();
  private long nextBlock;
  private final Map<Handing, Integer> refusals = new ConcurrentHashMap<>();

  private record Handing(Hash id, StateSink peer) {}

  LastStateSharing(Supplier<? extends Collection<StateSink>> peers, EventLog log) {
    this(peers, log, PAUSE);
  }

  /**
   * @param peers the other nodes that are alive
   * @param pause how long to rest when a peer does not take what it is brought
   */
  LastStateSharing(Supplier<? extends Collection<StateSink>> peers, EventLog log, Duration pause) {
    this.peers = peers;
    this.log = log;
    this.pause = pause;
  }

  /**
   * Hands on what peers may not have of what is here; not at every block.
   *
   * @param kept what is here
   */
  void atBlock(long block, Supplier<List<Copy>> kept) {
    if (block >= nextBlock) {
      nextBlock = block + STEP_BLOCKS;
      share(kept.get());
    }
  }

  /** Peers that somebody is at. */
  int atWork() {
    return crew.size();
  }

  private void share(List<Copy> kept) {
    var here = kept.stream().map(Copy::id).collect(toUnmodifiableSet());
    done.removeIf(handing -> !here.contains(handing.id()));
    refusals.keySet().removeIf(handing -> !here.contains(handing.id()));
    for (var peer : peers.get()) {
      var owed =
          kept.stream().filter(copy -> !done.contains(new Handing(copy.id(), peer))).toList();
      if (!owed.isEmpty()) {
        crew.start(peer, () -> share(peer, owed));
      }
    }
  }

  private void share(StateSink peer, List<Copy> owed) throws InterruptedException {
    try {
      var refused = 0;
      for (var copy : owed) {
        refused += hand(peer, copy) ? 0 : 1;
      }
      if (refused > 0) {
        Thread.sleep(pause);
      }
    } catch (MarketException e) {
      log.stateNotShared(owed.getFirst().jobId(), peer, String.valueOf(e.getMessage()));
      Thread.sleep(pause);
    }
  }

  /** Whether the peer has it then, or will never take it. */
  private boolean hand(StateSink peer, Copy copy) {
    var handing = new Handing(copy.id(), peer);
    try {
      if (!copy.isAt().test(peer)) {
        copy.bring().accept(peer);
      }
      refusals.remove(handing);
      return done.add(handing);
    } catch (MarketException e) {
      if (e.isRetryable()) {
        throw e;
      }
      log.stateNotShared(copy.jobId(), peer, String.valueOf(e.getMessage()));
      return refusals.merge(handing, 1, Integer::sum) >= MOST_REFUSALS && done.add(handing);
    }
  }

  @Override
  public void close() {
    crew.close();
  }
}
