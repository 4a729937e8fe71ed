package souk.market.match;

import souk.protocol.offer.Offer;
import souk.protocol.value.Hash;

/** An offer in the book. */
final class Listing extends Ranked {
  /** Above every score. */
  private static final long SILENT = 1L << 62;

  // What the rounding of a bond's reach may lose at most.
  private static final int REACH_BITS = 33;

  final Offer offer;
  final Shop shop;
  final long price;
  final long expiry;
  final int stakeMultiple;
  final int slots;
  private final long maxFuel;
  private final long[] tags;
  private final long engine;

  /** Fuel per second. */
  final long speed;

  /** The reach the tree knows; what was taken since may have made it shorter. */
  private long toldReach;

  /** Whether a job went without it for want of a slot or of bond, since it had more last. */
  private boolean isShort;

  /** Whether it is among those that may serve more than before. */
  boolean isImproved;

  Listing(Hash id, Offer offer, Shop shop) {
    super(id, 0);
    this.offer = offer;
    this.shop = shop;
    this.price = Columns.saturated(offer.price().perGfuel());
    this.expiry = offer.expiry().getEpochSecond();
    this.stakeMultiple = offer.stakeMultiple();
    this.slots = offer.slots();
    this.maxFuel = Math.min(offer.maxFuel().units(), Fit.MOST_FUEL);
    this.speed = Math.clamp(offer.fuelPerSecond().units(), 1, Long.MAX_VALUE - 1);
    this.tags = Columns.words(offer.tags());
    this.engine = Columns.bit(offer.engine());
    this.rank = currentRank();
  }

  /** Whether the contracts could ever take a match with it. */
  boolean isMatchable() {
    return price > 0 && price >>> Score.PRICE_BITS == 0 && stakeMultiple <= Fit.MOST_STAKE_MULTIPLE;
  }

  /** The rank it should have. */
  long currentRank() {
    return isMatchable()
        ? Score.of(price, shop.weight()) | (shop.seller().silent() ? SILENT : 0)
        : Long.MAX_VALUE;
  }

  /** Whether it could serve a job that it cannot now, if its provider had more. */
  boolean isLimited() {
    return isShort || toldReach < maxFuel;
  }

  /** Remembers whether a job went without it for want of what its provider has. */
  void becomeShort(boolean now) {
    isShort = now;
  }

  /**
   * Takes the reach as it is now for what is told.
   *
   * @return whether that is another one
   */
  boolean learnReach() {
    var before = toldReach;
    toldReach = reach();
    return before != toldReach;
  }

  /** The reach that was told last. */
  long toldReach() {
    return toldReach;
  }

  boolean hasSlot() {
    return shop.taken() < slots;
  }

  /**
   * The most fuel its slots and its provider's bond could reach, or a little more: deposits are
   * left out and quotients rounded up.
   */
  long reach() {
    if (!hasSlot()) {
      return -1;
    }
    var fullPrice = shop.freeBond().dividedBy(stakeMultiple);
    var dropped = Math.max(0, fullPrice.bits() - REACH_BITS);
    var part = fullPrice.without(dropped) + (dropped == 0 ? 0 : 1);
    var fuel = part * Wide.GFUEL / price + (dropped == 0 ? 0 : 1);
    var reached = dropped >= Long.numberOfLeadingZeros(fuel) ? Long.MAX_VALUE : fuel << dropped;
    return Math.min(maxFuel, reached);
  }

  /** What a {@link RankedTree} is told of it. */
  void describe(long[] held) {
    held[Columns.PRICE] = -price;
    held[Columns.FUEL] = toldReach;
    held[Columns.SPEED] = speed;
    held[Columns.MEMORY] = offer.maxPages();
    held[Columns.STAKE] = stakeMultiple;
    held[Columns.REPUTATION] = Columns.saturated(shop.seller().audited());
    held[Columns.COVER] = Wide.product(price, stakeMultiple).saturated();
    System.arraycopy(tags, 0, held, Columns.TAGS, tags.length);
    held[Columns.ENGINE] = engine;
  }

  /** What a job must be content with to be served by it. */
  void ask(Need need) {
    need.set(Columns.PRICE, price);
    need.set(Columns.FUEL, -toldReach);
    need.set(Columns.SPEED, -speed);
    need.set(Columns.MEMORY, -offer.maxPages());
    need.set(Columns.STAKE, -stakeMultiple);
    need.set(Columns.REPUTATION, -Columns.saturated(shop.seller().audited()));
    need.set(Columns.COVER, -Wide.product(price, stakeMultiple).saturated());
    for (var word = 0; word < tags.length; word++) {
      need.set(Columns.TAGS + word, ~tags[word]);
    }
    need.set(Columns.ENGINE, engine);
    need.setAny(0);
  }

  /** Whether it is in one of the regions, as bits of their word of tags. */
  boolean isInOneOf(long regions) {
    return (regions & tags[Columns.REGION_WORD]) != 0;
  }

  Supply supply() {
    return new Supply(id, offer, shop.left());
  }
}
