package souk.market.match;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/** Jobs and offers that fit each other until a test changes something. */
final class Orders {
  static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  static final Price PRICE = Price.of(1_000_000);
  static final Fuel FUEL = new Fuel(2_000_000_000);
  static final Amount PLENTY = Amount.of(1_000_000_000_000L);

  private Orders() {}

  /** The fields of a job that a test may change. */
  record Job(
      Fuel fuelLimit,
      int memoryLimit,
      Price ceiling,
      int minStakeMultiple,
      Tags tags,
      Instant latestFinish,
      Instant postedAt) {
    static final Job USUAL =
        new Job(FUEL, 256, PRICE, 10, Tags.NONE, NOW.plusSeconds(600), NOW.minusSeconds(5));
  }

  /** The fields of an offer that a test may change. */
  record Ask(
      Price price,
      int stakeMultiple,
      Fuel maxFuel,
      int maxPages,
      Fuel fuelPerSecond,
      Tags tags,
      Instant expiry) {
    static final Ask USUAL =
        new Ask(PRICE, 20, FUEL, 256, new Fuel(100_000_000), Tags.NONE, NOW.plusSeconds(3600));
  }

  static Demand demand(int number) {
    return demand(number, Job.USUAL);
  }

  static Demand demand(int number, Job job) {
    return new Demand(hash(number), spec(job), 0, Set.of(), Set.of(), Map.of(), Optional.empty());
  }

  static Demand failed(Demand demand, Address provider) {
    return new Demand(
        demand.jobId(),
        demand.spec(),
        demand.attempt(),
        Set.of(provider),
        demand.unsuited(),
        demand.unanswered(),
        demand.placement());
  }

  static Demand unsuited(Demand demand, Address provider) {
    return new Demand(
        demand.jobId(),
        demand.spec(),
        demand.attempt(),
        demand.failed(),
        Set.of(provider),
        demand.unanswered(),
        demand.placement());
  }

  static Demand risking(Demand demand, long valueAtRisk) {
    var job = demand.spec();
    return new Demand(
        demand.jobId(),
        new JobSpec(
            job.consumer(),
            job.codeId(),
            job.module(),
            job.input(),
            job.mounts(),
            job.arguments(),
            job.chunks(),
            job.kind(),
            job.fuelLimit(),
            job.memoryLimit(),
            job.turnLimit(),
            job.priceCeiling(),
            Amount.of(valueAtRisk),
            job.verifiers(),
            job.minStakeMultiple(),
            job.tags(),
            job.latestFinish(),
            job.postedAt(),
            job.outputKey(),
            job.secretHash(),
            job.nonce(),
            job.salt()),
        demand.attempt(),
        demand.failed(),
        demand.unsuited(),
        demand.unanswered(),
        demand.placement());
  }

  static Demand unanswered(Demand demand, Address provider, int times) {
    return new Demand(
        demand.jobId(),
        demand.spec(),
        demand.attempt(),
        demand.failed(),
        demand.unsuited(),
        Map.of(provider, times),
        demand.placement());
  }

  static Demand placed(Demand demand, Placement placement) {
    return new Demand(
        demand.jobId(),
        demand.spec(),
        demand.attempt(),
        demand.failed(),
        demand.unsuited(),
        demand.unanswered(),
        Optional.of(placement));
  }

  /** Wishes for nothing; a test changes something. */
  record Wish(
      Optional<EngineName> engine,
      Set<Region> regions,
      Amount leastAudited,
      List<Address> preferred,
      List<Address> blocked) {
    static final Wish NONE =
        new Wish(Optional.empty(), Set.of(), Amount.ZERO, List.of(), List.of());

    static Wish engine(EngineName engine) {
      return new Wish(Optional.of(engine), Set.of(), Amount.ZERO, List.of(), List.of());
    }

    static Wish regions(Region... regions) {
      return new Wish(Optional.empty(), Set.of(regions), Amount.ZERO, List.of(), List.of());
    }

    static Wish leastAudited(Amount amount) {
      return new Wish(Optional.empty(), Set.of(), amount, List.of(), List.of());
    }

    static Wish preferring(Address... providers) {
      return new Wish(Optional.empty(), Set.of(), Amount.ZERO, List.of(providers), List.of());
    }

    static Wish blocking(Address... providers) {
      return new Wish(Optional.empty(), Set.of(), Amount.ZERO, List.of(), List.of(providers));
    }
  }

  static Demand wishing(Demand demand, Wish wish) {
    return placed(
        demand,
        new Placement(
            demand.jobId(),
            wish.engine(),
            wish.regions(),
            wish.leastAudited(),
            wish.preferred(),
            wish.blocked(),
            0));
  }

  static Supply supply(int number) {
    return supply(number, Ask.USUAL);
  }

  static Supply supply(int number, Ask ask) {
    return new Supply(hash(1000 + number), offer(number, ask), seller(number));
  }

  /** A provider with a long record. */
  static Seller seller(int number) {
    return new Seller(provider(number), PLENTY, 0, PLENTY, 0, false);
  }

  static Supply with(Supply supply, int freeSlots, Amount freeBond) {
    return of(
        supply,
        new Seller(
            supply.offer().provider(),
            freeBond,
            supply.offer().slots() - freeSlots,
            supply.seller().audited(),
            supply.seller().cleanAuditsOwed(),
            supply.seller().silent()));
  }

  static Supply with(Supply supply, Amount audited, int cleanAuditsOwed) {
    return of(
        supply,
        new Seller(
            supply.offer().provider(),
            supply.seller().freeBond(),
            supply.seller().running(),
            audited,
            cleanAuditsOwed,
            supply.seller().silent()));
  }

  static Supply silent(Supply supply) {
    var seller = supply.seller();
    return of(
        supply,
        new Seller(
            seller.provider(),
            seller.freeBond(),
            seller.running(),
            seller.audited(),
            seller.cleanAuditsOwed(),
            true));
  }

  private static Supply of(Supply supply, Seller seller) {
    return new Supply(supply.offerId(), supply.offer(), seller);
  }

  /** A market where a hundred verifiers can be drawn and rewards are small. */
  static Climate climate() {
    return climate(PRICE, 100, Set.of());
  }

  static Climate climate(Price meanPrice, long drawable, Set<Address> members) {
    return new Climate(
        Parameters.STANDARD,
        meanPrice,
        BigInteger.ONE.shiftLeft(58),
        drawable,
        members,
        provider(8888));
  }

  static Supply priced(int number, long price) {
    var usual = Ask.USUAL;
    return supply(
        number,
        new Ask(
            Price.of(price),
            usual.stakeMultiple(),
            usual.maxFuel(),
            usual.maxPages(),
            usual.fuelPerSecond(),
            usual.tags(),
            usual.expiry()));
  }

  static Address provider(int number) {
    return Address.of(Arrays.copyOf(hash(number).bytes(), Address.SIZE));
  }

  static Hash hash(int number) {
    var bytes = new byte[Hash.SIZE];
    Arrays.fill(bytes, (byte) (number * 37));
    bytes[0] = (byte) number;
    bytes[1] = (byte) (number >> 8);
    return Hash.of(bytes);
  }

  private static Offer offer(int number, Ask ask) {
    return new Offer(
        provider(number),
        ask.price(),
        ask.stakeMultiple(),
        ask.maxFuel(),
        ask.maxPages(),
        ask.fuelPerSecond(),
        4,
        ask.tags(),
        new EngineName("endive"),
        Hash.ZERO,
        ask.expiry(),
        0,
        BigInteger.ONE);
  }

  private static JobSpec spec(Job job) {
    return new JobSpec(
        provider(9999),
        hash(1),
        hash(2),
        hash(3),
        Hash.ZERO,
        Hash.ZERO,
        Hash.ZERO,
        JobKind.COMMAND,
        job.fuelLimit(),
        job.memoryLimit(),
        0,
        job.ceiling(),
        Amount.ZERO,
        0,
        job.minStakeMultiple(),
        job.tags(),
        job.latestFinish(),
        job.postedAt(),
        Optional.empty(),
        Hash.ZERO,
        0,
        BigInteger.ZERO);
  }
}
