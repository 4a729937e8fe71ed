package souk.testnet.agent;

import java.util.List;
import java.util.Set;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.ChainEvent;
import souk.settlement.index.EventQuery;
import souk.testnet.cluster.Testnet;

/** What the chain tells of one agent's life. */
final class LifeEvents {
  private static final Set<Class<? extends ChainEvent>> KINDS =
      Set.of(
          AgentEvent.MessageReceived.class,
          AgentEvent.ValueReturned.class,
          AgentEvent.AgentWoken.class,
          AgentEvent.TurnRaised.class,
          AgentEvent.TurnOpened.class,
          AgentEvent.TurnLanded.class,
          AgentEvent.TurnTrapped.class,
          AgentEvent.TurnFailed.class,
          AgentEvent.EffectDone.class,
          AgentEvent.ChildSpawned.class,
          AgentEvent.ChildReported.class);

  private final List<ChainEvent> events;

  private LifeEvents(List<ChainEvent> events) {
    this.events = events;
  }

  /** All up to now. */
  static LifeEvents of(Testnet testnet, AgentId agent) {
    var newest = testnet.events(EventQuery.newest(KINDS, EventQuery.MOST).of(agent));
    if (newest.size() == EventQuery.MOST) {
      throw new IllegalStateException("agent %s has lived too long to be told of".formatted(agent));
    }
    return new LifeEvents(newest.reversed());
  }

  /** Oldest first. */
  List<ChainEvent> all() {
    return events;
  }

  /** Those of a kind, oldest first. */
  <T extends AgentEvent> List<T> of(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
