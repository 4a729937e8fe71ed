package souk.provider.node;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import souk.client.market.TurnSink;
import souk.client.node.Crew;
import souk.provider.journal.AttemptId;

/**
 * Brings turns to every market node, each in its own time. A run is not let far ahead of what they
 * have: what is not there is lost with the provider.
 */
final class TurnCouriers implements AutoCloseable {
  /**
   * How long a run waits once for a node to take a turn; after that it waits for that one no more.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final List<TurnCourier> couriers;
  private final Crew<TurnCourier> crew = new Crew<>("turns to");
  private final Set<Excuse> excuses = new HashSet<>();

  /** A node that an attempt does not wait for any more. */
  private record Excuse(AttemptId id, TurnCourier courier) {}

  TurnCouriers(List<TurnSink> nodes, SecureRandom random, ProviderLog log) {
    this.couriers =
        nodes.stream().map(node -> new TurnCourier(node, random, this::handedIn, log)).toList();
    couriers.forEach(courier -> crew.start(courier, courier::run));
  }

  /** Takes a turn to be brought to each, once every node that takes turns has the one before. */
  void take(ReachedTurn turn) {
    await(turn.id());
    bring(turn);
  }

  /** Takes a turn to be brought to each, and waits for none. */
  void bring(ReachedTurn turn) {
    couriers.forEach(courier -> courier.take(turn));
  }

  /** Whether a node has that turn of the attempt, as far as this process knows. */
  boolean isWithANode(AttemptId id, int turns) {
    return couriers.stream().anyMatch(courier -> courier.hasBrought(id, turns));
  }

  /** The attempt is over. */
  synchronized void forget(AttemptId id) {
    couriers.forEach(courier -> courier.forget(id));
    excuses.removeIf(excuse -> excuse.id().equals(id));
  }

  private synchronized void handedIn() {
    notifyAll();
  }

  /** An interrupt ends the wait: the run sees it by itself. */
  private synchronized void await(AttemptId id) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (awaited(id).findAny().isPresent()) {
        var leftMillis = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (leftMillis > 0) {
          wait(leftMillis);
        } else {
          awaited(id).map(courier -> new Excuse(id, courier)).forEach(excuses::add);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Stream<TurnCourier> awaited(AttemptId id) {
    return couriers.stream()
        .filter(courier -> courier.owes(id) && !excuses.contains(new Excuse(id, courier)));
  }

  @Override
  public void close() {
    crew.close();
  }
}
