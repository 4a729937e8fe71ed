package souk.client.api;

import java.util.List;
import java.util.Optional;

/**
 * Agents, newest first, also those that have ended.
 *
 * @param next what to ask for the following ones after; empty at the end
 */
public record AgentList(List<AgentView> agents, Optional<String> next) {
  public AgentList {
    agents = List.copyOf(agents);
  }
}
