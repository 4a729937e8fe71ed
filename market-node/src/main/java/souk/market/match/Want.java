package souk.market.match;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import souk.protocol.job.Placement;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Region;

/** A job in the book. */
final class Want extends Ranked {
  private static final BigInteger LEAST_DETERRENT = BigInteger.valueOf(13);

  final Demand demand;
  final long fuel;
  final Wide valueAtRisk;
  final long regions;
  private final long ceiling;
  private final long leastAudited;
  private final long cover;
  private final long latestFinish;
  private final long[] tags;
  private final @Nullable EngineName engine;

  /** Who it is promised to; null while it waits. */
  @Nullable Listing promisedBy;

  /** What is promised of that provider's bond. */
  Wide promisedBond = Wide.ZERO;

  /** Whether it is among those to be looked at. */
  boolean isDue;

  Want(Demand demand) {
    super(demand.jobId(), demand.spec().postedAt().getEpochSecond());
    var job = demand.spec();
    this.demand = demand;
    this.fuel = job.fuelLimit().units();
    this.valueAtRisk = Wide.of(job.valueAtRisk());
    this.ceiling = Columns.saturated(job.priceCeiling().perGfuel());
    this.latestFinish = job.latestFinish().getEpochSecond();
    this.cover = leastCover();
    this.tags = Columns.words(job.tags());
    this.leastAudited =
        demand.placement().map(Placement::leastAudited).map(Columns::saturated).orElse(0L);
    this.regions = demand.placement().map(Want::regions).orElse(0L);
    this.engine = demand.placement().flatMap(Placement::engine).orElse(null);
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

  /** What an offer must be able to do to serve it. */
  void ask(Need need, long blockTime) {
    var job = demand.spec();
    need.set(Columns.PRICE, -ceiling);
    need.set(Columns.FUEL, fuel);
    need.set(Columns.SPEED, leastSpeed(blockTime));
    need.set(Columns.MEMORY, job.memoryLimit());
    need.set(Columns.STAKE, job.minStakeMultiple());
    need.set(Columns.REPUTATION, leastAudited);
    need.set(Columns.COVER, cover);
    for (var word = 0; word < tags.length; word++) {
      need.set(Columns.TAGS + word, tags[word]);
    }
    need.set(Columns.ENGINE, engine == null ? 0 : Columns.bit(engine));
    need.setAny(regions);
  }

  /** What a {@link RankedTree} is told of it: the least it asks for from that time on. */
  void describe(long[] held, long blockTime) {
    var job = demand.spec();
    held[Columns.PRICE] = ceiling;
    held[Columns.FUEL] = -fuel;
    held[Columns.SPEED] = -leastSpeed(blockTime);
    held[Columns.MEMORY] = -job.memoryLimit();
    held[Columns.STAKE] = -job.minStakeMultiple();
    held[Columns.REPUTATION] = -leastAudited;
    held[Columns.COVER] = -cover;
    for (var word = 0; word < tags.length; word++) {
      held[Columns.TAGS + word] = ~tags[word];
    }
    held[Columns.ENGINE] = engine == null ? -1 : Columns.bit(engine);
  }

  /** Whether the wishes that columns only hint at are met. */
  boolean isContentWith(Listing listing) {
    return (engine == null || engine.equals(listing.offer.engine()))
        && (regions == 0 || listing.isInOneOf(regions))
        && (leastAudited < Long.MAX_VALUE || isRenowned(listing));
  }

  boolean excludes(Shop shop) {
    return demand.failed().contains(shop.provider)
        || demand.unsuited().contains(shop.provider)
        || demand.blocks(shop.provider);
  }

  private static long regions(Placement placement) {
    return Columns.words(Region.tags(placement.regions()))[Columns.REGION_WORD];
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
