package souk.market.match;

/** A {@link Climate} in plain numbers: what a match locks, and whether it would be refused. */
final class Rates {
  // Beyond what any stake of 80 bits could deter.
  private static final int MOST_RISK_BITS = 120;
  private static final int[] POWERS_OF_FIVE = {1, 5, 25, 125, 625, 3125, 15_625, 78_125};

  private final Climate climate;
  private final Wide smallValue;
  private final Wide highValue;
  private final Wide leastReward;
  private final long rewardPrice;

  Rates(Climate climate) {
    var parameters = climate.parameters();
    this.climate = climate;
    this.smallValue = Wide.of(parameters.smallValue());
    this.highValue = Wide.of(parameters.highValue());
    this.leastReward = Wide.of(parameters.leastReward());
    this.rewardPrice = climate.rewardPrice();
  }

  /** Whether the match is one the contracts take and the provider's free bond covers it. */
  boolean allows(Want want, Listing listing) {
    if (want.valueAtRisk.bits() > MOST_RISK_BITS) {
      return false;
    }
    var fullPrice = fullPrice(want, listing);
    var stake = fullPrice.times(listing.stakeMultiple);
    var m = verifiers(want, listing, fullPrice);
    return m > 0
        && !cheatingPays(want, fullPrice, stake, m)
        && stake.plus(deposit(want, m)).compareTo(listing.shop.freeBond()) <= 0;
  }

  /** S + A: what the match locks. */
  Wide bond(Want want, Listing listing) {
    var fullPrice = fullPrice(want, listing);
    var m = verifiers(want, listing, fullPrice);
    return fullPrice.times(listing.stakeMultiple).plus(deposit(want, m));
  }

  private static Wide fullPrice(Want want, Listing listing) {
    return Wide.product(listing.price, want.fuel).dividedUpBy(Wide.GFUEL);
  }

  private int verifiers(Want want, Listing listing, Wide fullPrice) {
    var job = want.demand.spec();
    var wanted = job.verifiers() == 0 ? byDefault(want, fullPrice) : job.verifiers();
    return climate.eligible(job.consumer(), listing.shop.provider, wanted);
  }

  private int byDefault(Want want, Wide fullPrice) {
    if (fullPrice.plus(want.valueAtRisk).compareTo(highValue) >= 0) {
      return Climate.MOST_BY_DEFAULT;
    }
    return want.valueAtRisk.equals(Wide.ZERO) && fullPrice.compareTo(smallValue) < 0 ? 1 : 2;
  }

  /** 20 (P + X) {@literal >} 13 (5^m - 1) S: {@code SamplingRate.deterring}, shortened. */
  private static boolean cheatingPays(Want want, Wide fullPrice, Wide stake, int m) {
    var gain = fullPrice.plus(want.valueAtRisk).times(20);
    return gain.compareTo(stake.times(13L * (POWERS_OF_FIVE[m] - 1))) > 0;
  }

  /** A: two rewards for each verifier. */
  private Wide deposit(Want want, int m) {
    var byFuel = Wide.product(rewardPrice, want.fuel).dividedBy(Wide.GFUEL);
    return byFuel.max(leastReward).times(2L * m);
  }
}
