package souk.market.match;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import souk.protocol.offer.EngineName;

/** A job in the book. */
final class Want extends Ranked {
  private static final BigInteger LEAST_DETERRENT = BigInteger.valueOf(13);

  final Demand demand;
  final long fuel;
  final Wide valueAtRisk;
  private final long regions;
  private final long ceiling;
  private final int pages;
  private final int leastStakeMultiple;
  private final long leastAudited;
  private final long latestFinish;
  private final long[] tags;
  private final @Nullable EngineName engine;

  /** Who it is promised to; null while it waits. */
  @Nullable Listing promisedBy;

  /** What is promised of that provider's bond. */
  Wide promisedBond = Wide.ZERO;

  /** Whether it is among those to be looked at. */
  boolean isDue;

  /** Whether it was taken out of the book. */
  boolean isGone;

  Want(Demand demand) {
    super(demand.jobId(), demand.spec().postedAt().getEpochSecond());
    var job = demand.spec();
    this.demand = demand;
    this.fuel = job.fuelLimit().units();
    this.valueAtRisk = Wide.of(job.valueAtRisk());
    this.ceiling = Words.saturated(job.priceCeiling().perGfuel());
    this.latestFinish = job.latestFinish().getEpochSecond();
    this.pages = job.memoryLimit();
    this.leastStakeMultiple = job.minStakeMultiple();
    this.tags = Words.of(job.tags());
    var wish = demand.placement().orElse(null);
    this.leastAudited = wish == null ? 0 : Words.saturated(wish.leastAudited());
    this.regions = wish == null ? 0 : Words.of(wish.regions());
    this.engine = wish == null ? null : wish.engine().orElse(null);
    describe();
  }

  /** Whether the contracts could ever take a match of it. */
  boolean isMatchable() {
    return fuel <= Fit.MOST_FUEL && demand.spec().verifiers() <= Fit.MOST_VERIFIERS;
  }

  /**
   * Least fuel per second at which it is done in time.
   *
   * @return {@link Long#MAX_VALUE} if it is too late at any speed
   */
  long leastSpeed(long blockTime) {
    var left = latestFinish - blockTime;
    return left < 0 ? Long.MAX_VALUE : fuel / (left + 1) + 1;
  }

  /** Its outline at that time. */
  Outline outlineAt(long blockTime) {
    outline.set(Outline.SPEED, leastSpeed(blockTime));
    return outline;
  }

  /** Whether the offer, and its provider's record, are as it asks: all but slots and bond. */
  boolean isContentWith(Listing listing, long blockTime) {
    return listing.price <= ceiling
        && fuel <= listing.maxFuel
        && pages <= listing.pages
        && leastStakeMultiple <= listing.stakeMultiple
        && leastSpeed(blockTime) <= listing.speed
        && Words.containAll(listing.tags, tags)
        && (engine == null || engine.equals(listing.offer.engine()))
        && (regions == 0 || (regions & listing.tags[Words.REGIONS]) != 0)
        && (leastAudited == 0 || isRenowned(listing));
  }

  boolean excludes(Shop shop) {
    return demand.failed().contains(shop.provider)
        || demand.unsuited().contains(shop.provider)
        || demand.blocks(shop.provider);
  }

  private void describe() {
    outline.set(Outline.FUEL, fuel);
    outline.set(Outline.MEMORY, pages);
    outline.set(Outline.STAKE, leastStakeMultiple);
    outline.setLess(Outline.PRICE, ceiling);
    outline.set(Outline.RECORD, leastAudited);
    outline.set(Outline.COVER, leastCover());
    outline.setTags(tags);
    outline.setAnyTags(regions);
    outline.setEngine(engine == null ? 0 : Words.bit(engine));
  }

  private boolean isRenowned(Listing listing) {
    var least = demand.placement().orElseThrow().leastAudited();
    return !listing.shop.seller().audited().isLessThan(least);
  }

  /**
   * A price times stake multiple below which no stake deters: from 20 (P + X) {@literal <=} 13 (5^m
   * - 1) S, with P less than price x fuel / 10^9 + 1.
   */
  private long leastCover() {
    var risk = demand.spec().valueAtRisk().units();
    if (risk.signum() == 0) {
      return 0;
    }
    var wanted = demand.spec().verifiers();
    var power = BigInteger.valueOf(5).pow(wanted == 0 ? Climate.MOST_BY_DEFAULT : wanted);
    var most = power.multiply(LEAST_DETERRENT);
    var stake = risk.multiply(BigInteger.valueOf(20)).divide(most);
    var cover =
        stake
            .subtract(BigInteger.valueOf(Fit.MOST_STAKE_MULTIPLE))
            .multiply(BigInteger.valueOf(Wide.GFUEL))
            .divide(BigInteger.valueOf(Math.max(1, fuel)));
    return cover.bitLength() >= Long.SIZE ? Long.MAX_VALUE : Math.max(0, cover.longValue());
  }
}
