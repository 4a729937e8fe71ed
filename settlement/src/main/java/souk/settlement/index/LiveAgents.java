package souk.settlement.index;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.ChainEvent;

/** Agents that live, and ended ones as long as somebody is owed something of theirs. */
final class LiveAgents {
  private final Map<AgentId, LiveAgent> agents = new HashMap<>();

  /**
   * What an event means for what has to be kept.
   *
   * @param holds whether the event itself tells something of an agent until another one does
   * @param past numbers of events that do so no more
   */
  record Meaning(boolean holds, List<Long> past) {
    static final Meaning NONE = new Meaning(false, List.of());
  }

  /** Takes in the next event. */
  Meaning add(long number, ChainEvent event) {
    return event instanceof AgentEvent it ? add(number, it) : Meaning.NONE;
  }

  private Meaning add(long number, AgentEvent event) {
    if (event instanceof AgentEvent.AgentCreated created) {
      agents.putIfAbsent(created.agent(), new LiveAgent());
    }
    var agent = agents.get(event.agent());
    if (agent == null) {
      return Meaning.NONE;
    }
    var past = agent.add(number, event);
    if (agent.isOver()) {
      agents.remove(event.agent());
    }
    return new Meaning(LiveAgent.lasts(event), past);
  }

  /** Makes agents of what the journal has of them, by number, growing. */
  void restore(Collection<StoredEvent> stored) {
    stored.forEach(it -> add(it.number(), it.event()));
  }

  Optional<LiveAgent> agent(AgentId id) {
    return Optional.ofNullable(agents.get(id));
  }

  Set<AgentId> all() {
    return Set.copyOf(agents.keySet());
  }

  void removeAll(Collection<AgentId> ids) {
    agents.keySet().removeAll(ids);
  }

  void clear() {
    agents.clear();
  }
}
