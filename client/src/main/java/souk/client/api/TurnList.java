package souk.client.api;

import java.util.List;
import java.util.Optional;

/**
 * Turns of an agent, newest first.
 *
 * @param next what to ask for the following ones after; empty at the end
 */
public record TurnList(List<TurnView> turns, Optional<String> next) {
  public TurnList {
    turns = List.copyOf(turns);
  }
}
