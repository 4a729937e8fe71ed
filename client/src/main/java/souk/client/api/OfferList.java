package souk.client.api;

import java.util.List;

/** Live offers, cheapest first. */
public record OfferList(List<OfferView> offers) {
  public OfferList {
    offers = List.copyOf(offers);
  }
}
