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
  final int pages;
  final long maxFuel;
  final long[] tags;

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
    this.price = Words.saturated(offer.price().perGfuel());
    this.expiry = offer.expiry().getEpochSecond();
    this.stakeMultiple = offer.stakeMultiple();
    this.slots = offer.slots();
    this.maxFuel = Math.min(offer.maxFuel().units(), Fit.MOST_FUEL);
    this.speed = Math.clamp(offer.fuelPerSecond().units(), 1, Long.MAX_VALUE - 1);
    this.tags = Words.of(offer.tags());
    this.pages = offer.maxPages();
    this.rank = currentRank();
    describe();
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
    shop.isOwedNews |= now && shop.isPromising();
  }

  /**
   * Takes the reach as it is now for what is told.
   *
   * @return whether that is another one
   */
  boolean learnReach() {
    var before = toldReach;
    toldReach = reach();
    outline.set(Outline.FUEL, toldReach);
    shop.isOwedNews |= shop.isPromising();
    return before != toldReach;
  }

  boolean hasSlot() {
    return shop.taken() < slots;
  }

  /**
   * The most fuel its slots and its provider's bond could reach, or a little more: deposits are
   * left out and quotients rounded up. No job has so little as none.
   */
  private long reach() {
    if (!hasSlot()) {
      return 0;
    }
    var fullPrice = shop.freeBond().dividedBy(stakeMultiple);
    var dropped = Math.max(0, fullPrice.bits() - REACH_BITS);
    var part = fullPrice.without(dropped) + (dropped == 0 ? 0 : 1);
    var fuel = part * Wide.GFUEL / price + (dropped == 0 ? 0 : 1);
    var reached = dropped >= Long.numberOfLeadingZeros(fuel) ? Long.MAX_VALUE : fuel << dropped;
    return Math.min(maxFuel, reached);
  }

  /** Brings its outline up to date with its provider's record. */
  void learnRecord() {
    outline.set(Outline.RECORD, Words.saturated(shop.seller().audited()));
  }

  private void describe() {
    outline.set(Outline.MEMORY, pages);
    outline.set(Outline.STAKE, stakeMultiple);
    outline.setLess(Outline.PRICE, price);
    outline.set(Outline.SPEED, speed);
    outline.set(Outline.COVER, Wide.product(price, stakeMultiple).saturated());
    outline.setTags(tags);
    outline.setEngine(Words.bit(offer.engine()));
    learnRecord();
  }

  Supply supply() {
    return new Supply(id, offer, shop.left());
  }
}
