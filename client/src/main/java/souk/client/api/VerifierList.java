package souk.client.api;

import java.util.List;
import java.util.Optional;

/**
 * Verifiers, by address.
 *
 * @param next what to ask for the following ones after; empty at the end
 */
public record VerifierList(List<VerifierView> verifiers, Optional<String> next) {
  public VerifierList {
    verifiers = List.copyOf(verifiers);
  }
}
