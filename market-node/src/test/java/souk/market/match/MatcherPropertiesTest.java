package souk.market.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Price;

class MatcherPropertiesTest {
  private static final Instant NOW = Orders.NOW;

  private static final Fit FIT = new Fit(Orders.climate(), NOW);

  /** A market of some jobs and offers. */
  private record Market(List<Demand> jobs, List<Supply> offers) {
    List<Pair> match() {
      return Matcher.match(jobs, offers, Orders.climate(), NOW);
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyPairFits(long seed) {
    assertThat(market(seed).match()).allMatch(FIT::holds);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noJobIsPlacedTwice(long seed) {
    var placed = market(seed).match().stream().map(pair -> pair.demand().jobId()).toList();

    assertThat(placed).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noProviderGivesMoreThanItHas(long seed) {
    var byProvider =
        market(seed).match().stream().collect(Collectors.groupingBy(pair -> pair.provider()));

    byProvider.forEach(
        (_, pairs) -> {
          var locked =
              pairs.stream().map(MatcherPropertiesTest::bond).reduce(Amount.ZERO, Amount::plus);
          assertThat(pairs).hasSizeLessThanOrEqualTo(most(pairs));
          assertThat(locked).isLessThanOrEqualTo(pairs.getFirst().seller().freeBond());
        });
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void orderOfArrivalChangesNothing(long seed) {
    var market = market(seed);
    var jobs = new ArrayList<>(market.jobs());
    var offers = new ArrayList<>(market.offers());
    Collections.shuffle(jobs, new Random(seed));
    Collections.shuffle(offers, new Random(seed + 1));

    assertThat(new Market(jobs, offers).match()).isEqualTo(market.match());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingThatFitsIsLeftOver(long seed) {
    var market = market(seed);
    var pairs = market.match();
    var placed = pairs.stream().map(Pair::demand).collect(Collectors.toCollection(HashSet::new));

    for (var job : market.jobs()) {
      if (!placed.contains(job)) {
        assertThat(market.offers()).noneMatch(offer -> couldTake(offer.with(job), pairs));
      }
    }
  }

  private static boolean couldTake(Pair pair, List<Pair> taken) {
    var others = taken.stream().filter(it -> it.provider().equals(pair.provider())).toList();
    var locked = others.stream().map(MatcherPropertiesTest::bond).reduce(Amount.ZERO, Amount::plus);
    var left = pair.seller().taking(others.size(), locked);
    return FIT.holds(new Pair(pair.demand(), pair.offerId(), pair.offer(), left));
  }

  private static Amount bond(Pair pair) {
    return pair.stake().plus(pair.quote(Orders.climate()).orElseThrow().auditDeposit());
  }

  private static int most(List<Pair> pairs) {
    return pairs.stream()
        .mapToInt(pair -> pair.offer().slots() - pair.seller().running())
        .max()
        .orElse(0);
  }

  private static Market market(long seed) {
    var random = new Random(seed);
    var jobs = IntStream.range(0, random.nextInt(30)).mapToObj(i -> job(i, random)).toList();
    var offers = IntStream.range(0, random.nextInt(12)).mapToObj(i -> offer(i, random)).toList();
    return new Market(jobs, offers);
  }

  private static Demand job(int number, Random random) {
    var job =
        Orders.demand(
            number,
            new Orders.Job(
                new Fuel(1 + random.nextLong(4_000_000_000L)),
                1 + random.nextInt(512),
                Price.of(1 + random.nextLong(2_000_000)),
                random.nextInt(30),
                tags(random),
                NOW.plusSeconds(random.nextInt(-10, 100)),
                NOW.minusSeconds(random.nextInt(60))));
    return random.nextInt(4) == 0 ? Orders.failed(job, somebody(random)) : job;
  }

  private static Supply offer(int number, Random random) {
    var offer =
        Orders.supply(
            number,
            new Orders.Ask(
                Price.of(random.nextInt(4) * 300_000L),
                5 + random.nextInt(30),
                new Fuel(random.nextLong(4_000_000_000L)),
                1 + random.nextInt(512),
                new Fuel(random.nextLong(200_000_000)),
                tags(random),
                NOW.plusSeconds(random.nextInt(-5, 50))));
    return Orders.with(offer, random.nextInt(4), Amount.of(random.nextLong(200_000_000)));
  }

  private static Tags tags(Random random) {
    return random.nextBoolean() ? Tags.NONE : Tags.NONE.with(random.nextInt(2));
  }

  private static Address somebody(Random random) {
    return Orders.provider(random.nextInt(12));
  }
}
