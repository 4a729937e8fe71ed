package souk.client.api;

import java.util.List;
import java.util.Optional;

/**
 * Prices of settled jobs, newest first.
 *
 * @param next what to ask for the following ones after; empty at the end
 */
public record PriceList(List<PricePoint> prices, Optional<String> next) {
  public PriceList {
    prices = List.copyOf(prices);
  }
}
