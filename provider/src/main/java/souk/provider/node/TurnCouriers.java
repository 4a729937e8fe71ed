package souk.provider.node;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import souk.client.node.Crew;
import souk.provider.journal.AttemptId;

/**
 * Brings turns to every market node, each in its own time. A run is not let far ahead of what some
 * node has: what is not there is lost with the provider.
 */
final class TurnCouriers implements AutoCloseable {
  /** How long a run waits once for a turn to be handed in; after that it waits no more. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final List<TurnCourier> couriers;
  private final Crew<TurnCourier> crew = new Crew<>("turns to");
  private final Set<AttemptId> hurried = new HashSet<>();

  TurnCouriers(List<TurnSink> nodes, SecureRandom random, ProviderLog log) {
    this.couriers =
        nodes.stream().map(node -> new TurnCourier(node, random, this::handedIn, log)).toList();
    couriers.forEach(courier -> crew.start(courier, courier::run));
  }

  /** Takes a turn to be brought to each, once some node has the one before or none takes it. */
  void take(ReachedTurn turn) {
    await(turn.id());
    couriers.forEach(courier -> courier.take(turn));
  }

  /** The attempt is over. */
  synchronized void forget(AttemptId id) {
    couriers.forEach(courier -> courier.forget(id));
    hurried.remove(id);
  }

  private synchronized void handedIn() {
    notifyAll();
  }

  private synchronized void await(AttemptId id) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (var left = PATIENCE.toMillis(); !hurried.contains(id) && allOwe(id); ) {
        if (left <= 0) {
          hurried.add(id);
        } else {
          wait(left);
          left = (end - System.nanoTime()) / 1_000_000;
        }
      }
    } catch (InterruptedException e) {
      // The run is to end, which it sees by itself.
      hurried.add(id);
      Thread.currentThread().interrupt();
    }
  }

  private boolean allOwe(AttemptId id) {
    return couriers.stream().allMatch(courier -> courier.owes(id)) && !couriers.isEmpty();
  }

  @Override
  public void close() {
    crew.close();
  }
}
