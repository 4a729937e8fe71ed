package souk.bench;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import souk.market.match.Climate;
import souk.market.match.Demand;
import souk.market.match.Seller;
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
import souk.settlement.chain.Parameters;

/**
 * Jobs, offers and providers as a large market may have them: four offers to a provider; prices log
 * normal; fuel, memory and bonds over orders of magnitude; half the offers carry some of eight
 * tags, all a region; two engines; a fifth of the providers newcomers, one in fifty with a fault to
 * work off. Of the jobs one in four asks for tags, one in eight for a region or an engine, one in
 * sixteen declares a value at risk, one in twenty would pay less than anybody asks.
 */
final class MatchMarket {
  static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  private static final int OFFERS_A_PROVIDER = 4;
  private static final int TAGS = 8;
  private static final double MEAN_PRICE = 1_000_000;
  private static final List<EngineName> ENGINES =
      List.of(new EngineName("endive"), new EngineName("v8"));
  private static final List<Region> REGIONS = List.of(Region.values());
  private static final int[] STAKE_MULTIPLES = {5, 10, 20, 20, 20, 50};

  private final Random random;
  private final int providers;

  /** An offer and its id. */
  record Posted(Hash id, Offer offer) {}

  MatchMarket(long seed, int offers) {
    this.random = new Random(seed);
    this.providers = Math.max(1, offers / OFFERS_A_PROVIDER);
  }

  static Climate climate() {
    return new Climate(
        Parameters.STANDARD,
        Price.of((long) MEAN_PRICE),
        BigInteger.ONE.shiftLeft(58),
        1000,
        Set.of(),
        provider(-1));
  }

  int providers() {
    return providers;
  }

  Seller seller(int number) {
    var isNewcomer = chance(5);
    return new Seller(
        provider(number),
        Amount.of((long) logNormal(2_000 * MEAN_PRICE, 1.5)),
        0,
        isNewcomer ? Amount.ZERO : Amount.of((long) logNormal(100 * MEAN_PRICE, 2)),
        chance(50) ? 1 + random.nextInt(5) : 0,
        chance(50));
  }

  Posted posted() {
    var offer =
        new Offer(
            provider(random.nextInt(providers)),
            Price.of(Math.max(1, (long) logNormal(MEAN_PRICE, 0.5))),
            STAKE_MULTIPLES[random.nextInt(STAKE_MULTIPLES.length)],
            new Fuel(between(9, 13)),
            1 << (8 + random.nextInt(9)),
            new Fuel(between(7, 9)),
            1 + random.nextInt(16),
            tags(),
            ENGINES.get(chance(4) ? 1 : 0),
            Hash.ZERO,
            NOW.plusSeconds(1_000 + random.nextInt(1_000_000)),
            0,
            BigInteger.ZERO);
    return new Posted(hash(), offer);
  }

  Demand demand() {
    var id = hash();
    var isStingy = chance(20);
    var job =
        new JobSpec(
            provider(-2),
            Hash.ZERO,
            Hash.ZERO,
            Hash.ZERO,
            Hash.ZERO,
            Hash.ZERO,
            Hash.ZERO,
            JobKind.COMMAND,
            new Fuel(between(8, 12)),
            1 << random.nextInt(14),
            0,
            Price.of((long) (isStingy ? 10_000 : logNormal(2 * MEAN_PRICE, 0.3))),
            chance(16) ? Amount.of((long) logNormal(5 * MEAN_PRICE, 1)) : Amount.ZERO,
            0,
            chance(4) ? 20 : 5,
            chance(4) ? Tags.NONE.with(random.nextInt(TAGS)) : Tags.NONE,
            NOW.plusSeconds(3_600 + random.nextInt(100_000)),
            NOW.minusSeconds(random.nextInt(60)),
            Optional.empty(),
            Hash.ZERO,
            0,
            BigInteger.ZERO);
    var wish = chance(8) ? Optional.of(placement(id)) : Optional.<Placement>empty();
    return new Demand(id, job, 0, Set.of(), Set.of(), Map.of(), wish);
  }

  private Placement placement(Hash jobId) {
    return new Placement(
        jobId,
        chance(2) ? Optional.of(ENGINES.getLast()) : Optional.empty(),
        chance(2) ? Set.of(region()) : Set.of(),
        Amount.ZERO,
        List.of(),
        List.of(),
        0);
  }

  private Tags tags() {
    var tags = Tags.NONE.with(region().tag());
    for (var tag = 0; tag < TAGS; tag++) {
      if (chance(6)) {
        tags = tags.with(tag);
      }
    }
    return tags;
  }

  private Region region() {
    return REGIONS.get(random.nextInt(REGIONS.size()));
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private double logNormal(double median, double spread) {
    return median * Math.exp(random.nextGaussian() * spread);
  }

  /** Evenly spread over powers of ten. */
  private long between(int leastPower, int mostPower) {
    return (long) Math.pow(10, leastPower + random.nextDouble() * (mostPower - leastPower));
  }

  private Hash hash() {
    var bytes = new byte[Hash.SIZE];
    random.nextBytes(bytes);
    return Hash.of(bytes);
  }

  private static Address provider(int number) {
    var bytes = new byte[Address.SIZE];
    new Random(number).nextBytes(bytes);
    return Address.of(bytes);
  }
}
