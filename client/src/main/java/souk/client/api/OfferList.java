package souk.client.api;

import java.util.List;
import java.util.Optional;

/**
 * Live offers, cheapest first.
 *
 * @param next what to ask for the following ones after; empty at the end
 */
public record OfferList(List<OfferView> offers, Optional<String> next) {
  public OfferList {
    offers = List.copyOf(offers);
  }
}
