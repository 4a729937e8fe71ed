package souk.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;

class AsksTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_000);
  private static final Fuel FUEL = new Fuel(100);
  private static final int PAGES = 16;

  private static Offer offer(long price, long maxFuel, int maxPages, long secondsLeft) {
    return new Offer(
        Address.ZERO,
        Price.of(price),
        20,
        new Fuel(maxFuel),
        maxPages,
        new Fuel(1),
        1,
        Tags.NONE.with(3),
        new EngineName("endive"),
        Hash.ZERO,
        NOW.plusSeconds(secondsLeft),
        0,
        BigInteger.ZERO);
  }

  @Test
  void takesTheLeastPrice() {
    var asks = new Asks(List.of(offer(7, 100, 16, 1), offer(5, 100, 16, 1)));

    assertThat(asks.cheapest(FUEL, PAGES, Tags.NONE.with(3), NOW)).contains(Price.of(5));
  }

  @Test
  void passesOverOffersThatAreTooSmallOrOver() {
    var asks = new Asks(List.of(offer(1, 99, 16, 1), offer(2, 100, 15, 1), offer(3, 100, 16, 0)));

    assertThat(asks.cheapest(FUEL, PAGES, Tags.NONE, NOW)).isEmpty();
  }

  @Test
  void passesOverOffersWithoutTheTags() {
    var asks = new Asks(List.of(offer(1, 100, 16, 1)));

    assertThat(asks.cheapest(FUEL, PAGES, Tags.NONE.with(4), NOW)).isEmpty();
  }
}
