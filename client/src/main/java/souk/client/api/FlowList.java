package souk.client.api;

import java.util.List;
import java.util.Optional;

/**
 * Money that moved for good, newest first.
 *
 * @param next what to ask for the following ones after; empty at the end
 */
public record FlowList(List<Flow> flows, Optional<String> next) {
  public FlowList {
    flows = List.copyOf(flows);
  }
}
