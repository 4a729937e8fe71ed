package souk.client.api;

import java.util.List;
import java.util.Optional;

/**
 * Providers, by address.
 *
 * @param next what to ask for the following ones after; empty at the end
 */
public record ProviderList(List<ProviderView> providers, Optional<String> next) {
  public ProviderList {
    providers = List.copyOf(providers);
  }
}
