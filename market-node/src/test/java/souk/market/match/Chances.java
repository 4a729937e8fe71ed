package souk.market.match;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.job.Placement;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Region;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;

/** Jobs, offers and providers by chance: mostly close to each other, sometimes extreme. */
final class Chances {
  static final int PROVIDERS = 12;
  private static final int FEW = 3;
  private static final List<Region> REGIONS = List.of(Region.values());

  private final Random random;

  Chances(Random random) {
    this.random = random;
  }

  Demand demand(int number) {
    return new Demand(
        Orders.hash(number),
        spec(),
        random.nextInt(FEW),
        rarely() ? Set.of(somebody(), somebodyElse()) : Set.of(),
        rarely() ? Set.of(somebody()) : Set.of(),
        unanswered(),
        random.nextInt(FEW) == 0 ? Optional.of(placement(Orders.hash(number))) : Optional.empty());
  }

  Offer offer() {
    return new Offer(
        somebody(),
        price(),
        random.nextInt(10) == 0 ? 60_000 + random.nextInt(10_000) : 5 + random.nextInt(30),
        fuel(),
        1 + random.nextInt(512),
        new Fuel(rarely() ? extreme() : random.nextLong(200_000_000)),
        1 + random.nextInt(FEW),
        tags(),
        engine(),
        Hash.ZERO,
        Orders.NOW.plusSeconds(random.nextInt(-5, 100)),
        0,
        BigInteger.ONE);
  }

  Seller seller(Address provider) {
    return new Seller(
        provider,
        rarely() ? wide() : Amount.of(random.nextLong(400_000_000)),
        random.nextInt(FEW),
        rarely() ? wide() : Amount.of(random.nextLong(60_000_000)),
        rarely() ? random.nextInt(7) : 0,
        rarely());
  }

  Climate climate() {
    var members = IntStream.range(0, random.nextInt(PROVIDERS)).mapToObj(_ -> somebody()).toList();
    return Orders.climate(
        Price.of(1 + random.nextLong(3_000_000)), random.nextInt(8), new HashSet<>(members));
  }

  Address somebody() {
    return Orders.provider(random.nextInt(PROVIDERS));
  }

  /** Not equal to anybody {@link #somebody} gives. */
  private static Address somebodyElse() {
    return Orders.provider(PROVIDERS + 1);
  }

  private JobSpec spec() {
    return new JobSpec(
        rarely() ? somebody() : Orders.provider(9999),
        Orders.hash(1),
        Orders.hash(2),
        Orders.hash(3),
        Hash.ZERO,
        Hash.ZERO,
        Hash.ZERO,
        JobKind.COMMAND,
        new Fuel(Math.max(1, fuel().units())),
        1 + random.nextInt(300),
        0,
        price(),
        valueAtRisk(),
        random.nextInt(10) == 0 ? 8 : random.nextInt(4),
        random.nextInt(30),
        tags(),
        Orders.NOW.plusSeconds(rarely() ? 1L << 40 : random.nextInt(-10, 100)),
        Orders.NOW.minusSeconds(random.nextInt(10)),
        Optional.empty(),
        Hash.ZERO,
        0,
        BigInteger.ZERO);
  }

  private Placement placement(Hash jobId) {
    var first = somebody();
    var second = somebody();
    var preferred = rarely() && !first.equals(second) ? List.of(first, second) : List.<Address>of();
    return new Placement(
        jobId,
        rarely() ? Optional.of(engine()) : Optional.empty(),
        rarely() ? Set.of(region(), Region.OCEANIA) : Set.of(),
        rarely() ? Amount.of(random.nextLong(60_000_000)) : rarely() ? wide() : Amount.ZERO,
        preferred,
        preferred.isEmpty() && rarely() ? List.of(first) : List.of(),
        0);
  }

  private Map<Address, Integer> unanswered() {
    var unanswered = new HashMap<Address, Integer>();
    for (var i = random.nextInt(4); i > 1; i--) {
      unanswered.put(somebody(), 1 + random.nextInt(2));
    }
    return unanswered;
  }

  private Price price() {
    return switch (random.nextInt(12)) {
      case 0 -> Price.of(0);
      case 1 -> new Price(new Amount(new BigInteger(100, random)));
      case 2, 3, 4 -> Price.of(1_000_000);
      default -> Price.of(random.nextInt(6) * 250_000L);
    };
  }

  private Fuel fuel() {
    return new Fuel(rarely() ? extreme() : random.nextLong(4_000_000_000L));
  }

  private Amount valueAtRisk() {
    return switch (random.nextInt(8)) {
      case 0 -> new Amount(new BigInteger(random.nextInt(128), random));
      case 1, 2 -> Amount.of(random.nextLong(400_000_000));
      default -> Amount.ZERO;
    };
  }

  private Tags tags() {
    var tags =
        Stream.generate(() -> random.nextInt(6) * 50)
            .limit(random.nextInt(FEW))
            .reduce(Tags.NONE, Tags::with, (a, _) -> a);
    return random.nextBoolean() ? tags.with(region().tag()) : tags;
  }

  private Region region() {
    return REGIONS.get(random.nextInt(FEW));
  }

  private EngineName engine() {
    // The first two share their bit: the strings' hash codes are equal.
    return new EngineName(List.of("Aa", "BB", "endive").get(random.nextInt(FEW)));
  }

  private Amount wide() {
    return new Amount(new BigInteger(random.nextInt(97), random));
  }

  private long extreme() {
    return random.nextLong() >>> (1 + random.nextInt(62));
  }

  private boolean rarely() {
    return random.nextInt(6) == 0;
  }
}
