package souk.client.api;

import java.util.List;
import java.util.Optional;

/**
 * Stakes that were lost, newest first.
 *
 * @param next what to ask for the following ones after; empty at the end
 */
public record SlashList(List<Slash> slashes, Optional<String> next) {
  public SlashList {
    slashes = List.copyOf(slashes);
  }
}
