package souk.market.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/** Whatever happens to a book, it proposes what the plain rule proposes for what is in it. */
class OrderBookPropertiesTest {
  private static final int STEPS = 80;
  private static final int JOBS = 60;
  private static final int OFFERS = 50;
  private static final int MANY_OFFERS = 1_000;

  /** Who is paired with whom. */
  private record Couple(Hash jobId, Hash offerId) {
    static List<Couple> of(List<Pair> pairs) {
      return pairs.stream().map(pair -> new Couple(pair.demand().jobId(), pair.offerId())).toList();
    }
  }

  /** What a promise takes of a provider. */
  private record Held(Address provider, Amount bond) {}

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void proposesWhatTheRuleProposes(long seed) {
    var story = new Story(new Random(seed), OFFERS);
    for (var step = 0; step < STEPS; step++) {
      story.change();
      story.matchAndCompare();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void proposesWhatTheRuleProposesAmongManyOffers(long seed) {
    var story = new Story(new Random(seed), MANY_OFFERS);
    story.fill();
    for (var step = 0; step < STEPS / 4; step++) {
      story.change();
      story.matchAndCompare();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void promisesNoMoreThanAProviderHas(long seed) {
    var story = new Story(new Random(seed), OFFERS);
    for (var step = 0; step < STEPS; step++) {
      story.change();
      story.forgetWhatIsNotPromised();
      story.book.match(story.now).forEach(story::promise);
      story.requireNothingIsOversold();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void orderOfArrivalChangesNothing(long seed) {
    var chances = new Chances(new Random(seed));
    var changes = new ArrayList<Consumer<OrderBook>>();
    for (var number = 0; number < JOBS; number++) {
      var demand = chances.demand(number);
      var offer = chances.offer();
      var offerId = Orders.hash(1000 + number);
      changes.add(book -> book.putJob(demand));
      changes.add(book -> book.putOffer(offerId, offer));
    }
    for (var number = 0; number < Chances.PROVIDERS; number++) {
      var seller = chances.seller(Orders.provider(number));
      changes.add(book -> book.putSeller(seller));
    }
    var climate = chances.climate();

    var one = new OrderBook(climate);
    changes.forEach(change -> change.accept(one));
    Collections.shuffle(changes, new Random(seed));
    var other = new OrderBook(climate);
    changes.forEach(change -> change.accept(other));

    assertThat(one.match(Orders.NOW)).isEqualTo(other.match(Orders.NOW));
  }

  /** A book, and all that has happened to it, told once more in plain words. */
  private static final class Story {
    private final Random random;
    private final Chances chances;
    private final OrderBook book;
    private final Map<Address, Seller> sellers = new HashMap<>();
    private final Map<Hash, Held> held = new HashMap<>();
    private final int offers;
    private Instant now = Orders.NOW;

    Story(Random random, int offers) {
      this.random = random;
      this.offers = offers;
      this.chances = new Chances(random);
      this.book = new OrderBook(Orders.climate());
    }

    void fill() {
      for (var number = 0; number < offers; number++) {
        book.putOffer(offerId(), chances.offer());
      }
      for (var number = 0; number < Chances.PROVIDERS; number++) {
        putSeller(chances.seller(Orders.provider(number)));
      }
    }

    void change() {
      for (var i = random.nextInt(5); i >= 0; i--) {
        switch (random.nextInt(12)) {
          case 0, 1, 2 -> book.putJob(chances.demand(random.nextInt(JOBS)));
          case 3 -> book.removeJob(Orders.hash(random.nextInt(JOBS)));
          case 4, 5 -> book.giveUp(Orders.hash(random.nextInt(JOBS)));
          case 6, 7 -> book.putOffer(offerId(), chances.offer());
          case 8 -> book.removeOffer(offerId());
          case 9 -> putSeller(chances.seller(chances.somebody()));
          case 10 -> now = now.plusSeconds(random.nextInt(-3, 8));
          default -> becomeAnother();
        }
      }
    }

    void matchAndCompare() {
      var expected = Matcher.match(book.demands(), book.supplies(), book.climate(), now);

      var pairs = book.match(now);

      assertThat(Couple.of(pairs)).isEqualTo(Couple.of(expected));
    }

    void promise(Pair pair) {
      var deposit = pair.quote(book.climate()).orElseThrow().auditDeposit();
      held.put(pair.demand().jobId(), new Held(pair.provider(), pair.stake().plus(deposit)));
    }

    void forgetWhatIsNotPromised() {
      held.keySet().removeIf(jobId -> !book.isPromised(jobId));
    }

    void requireNothingIsOversold() {
      for (var supply : book.supplies()) {
        var provider = supply.offer().provider();
        var taken = held.values().stream().filter(it -> it.provider().equals(provider)).toList();
        var before = sellers.getOrDefault(provider, Seller.unknown(provider));
        assertThat(supply.seller().running()).isEqualTo(before.running() + taken.size());
        assertThat(supply.seller().freeBond())
            .isEqualTo(before.freeBond().minus(bond(taken).min(before.freeBond())));
      }
    }

    private static Amount bond(List<Held> promised) {
      return promised.stream().map(Held::bond).reduce(Amount.ZERO, Amount::plus);
    }

    private void putSeller(Seller seller) {
      sellers.put(seller.provider(), seller);
      book.putSeller(seller);
    }

    private void becomeAnother() {
      book.become(random.nextBoolean() ? Orders.climate() : chances.climate());
    }

    private Hash offerId() {
      return Orders.hash(1000 + random.nextInt(offers));
    }
  }
}
