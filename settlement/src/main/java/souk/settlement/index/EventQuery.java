package souk.settlement.index;

import java.util.Optional;
import java.util.Set;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.LogPosition;

/**
 * Which events to list.
 *
 * @param kinds records of {@link ChainEvent}, at least one
 * @param before only events older than the one there
 * @param limit most events, 1..1000
 */
public record EventQuery(
    Set<Class<? extends ChainEvent>> kinds, Optional<LogPosition> before, int limit) {
  /** Most events of one answer. */
  public static final int MOST = 1_000;

  public EventQuery {
    kinds = Set.copyOf(kinds);
    if (kinds.isEmpty() || limit < 1 || limit > MOST) {
      throw new IllegalArgumentException(
          "name a kind of event, and a limit of 1 to %d, not %d".formatted(MOST, limit));
    }
  }

  /** The newest of those kinds. */
  public static EventQuery newest(Set<Class<? extends ChainEvent>> kinds, int limit) {
    return new EventQuery(kinds, Optional.empty(), limit);
  }

  /** Whether it asks for that event. */
  boolean asksFor(ChainEvent event) {
    return kinds.contains(event.getClass())
        && before.filter(it -> !isBefore(event.at(), it)).isEmpty();
  }

  private static boolean isBefore(LogPosition one, LogPosition other) {
    return one.blockNumber() < other.blockNumber()
        || (one.blockNumber() == other.blockNumber() && one.index() < other.index());
  }
}
