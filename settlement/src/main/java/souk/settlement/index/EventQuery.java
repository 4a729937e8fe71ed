package souk.settlement.index;

import java.util.Optional;
import java.util.Set;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.LogPosition;

/**
 * Which events to list.
 *
 * @param kinds records of {@link ChainEvent}, at least one
 * @param before only events older than the one there
 * @param limit most events, 1..1000
 * @param agent only events about that agent
 */
public record EventQuery(
    Set<Class<? extends ChainEvent>> kinds,
    Optional<LogPosition> before,
    int limit,
    Optional<AgentId> agent) {
  /** Most events of one answer. */
  public static final int MOST = 1_000;

  public EventQuery {
    kinds = Set.copyOf(kinds);
    if (kinds.isEmpty() || limit < 1 || limit > MOST) {
      throw new IllegalArgumentException(
          "name a kind of event, and a limit of 1 to %d, not %d".formatted(MOST, limit));
    }
  }

  /** Whomever they are about. */
  public EventQuery(
      Set<Class<? extends ChainEvent>> kinds, Optional<LogPosition> before, int limit) {
    this(kinds, before, limit, Optional.empty());
  }

  /** Only those about that agent. */
  public EventQuery of(AgentId id) {
    return new EventQuery(kinds, before, limit, Optional.of(id));
  }

  /** The newest of those kinds. */
  public static EventQuery newest(Set<Class<? extends ChainEvent>> kinds, int limit) {
    return new EventQuery(kinds, Optional.empty(), limit);
  }

  /** Whether it asks for an event of its kinds, by whom that is about. */
  boolean isAbout(ChainEvent event) {
    return agent.stream().allMatch(id -> event instanceof AgentEvent it && it.agent().equals(id));
  }
}
