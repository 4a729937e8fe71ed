package souk.provider.node;

import java.security.SecureRandom;
import java.util.List;
import souk.client.node.Crew;
import souk.provider.journal.AttemptId;

/** Brings turns to every market node, each in its own time. */
final class TurnCouriers implements AutoCloseable {
  private final List<TurnCourier> couriers;
  private final Crew<TurnCourier> crew = new Crew<>("turns to");

  TurnCouriers(List<TurnSink> nodes, SecureRandom random, ProviderLog log) {
    this.couriers = nodes.stream().map(node -> new TurnCourier(node, random, log)).toList();
    couriers.forEach(courier -> crew.start(courier, courier::run));
  }

  /** Takes a turn to be brought to each. */
  void take(ReachedTurn turn) {
    couriers.forEach(courier -> courier.take(turn));
  }

  /** The attempt is over. */
  void forget(AttemptId id) {
    couriers.forEach(courier -> courier.forget(id));
  }

  @Override
  public void close() {
    crew.close();
  }
}
