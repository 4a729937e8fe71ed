package souk.market.match;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import souk.protocol.offer.Offer;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/**
 * Standing offers, their providers and waiting jobs, kept so that a change costs what it touches.
 * At any time {@link #match} gives the pairs that {@link Matcher#match} would give for what waits
 * and what is left. A pair it gave stays promised, its slot and its bond taken, until the job is
 * {@linkplain #giveUp given up}, changed or removed. Not thread-safe.
 *
 * <pre>
 *   offers by (score, ring) ◀── best for a job ──┐
 *                                                ├── match ──▶ pairs
 *   jobs by (posted, id) ◀── oldest an offer can serve
 * </pre>
 */
public final class OrderBook {
  private final Map<Hash, Listing> listings = new LinkedHashMap<>();
  private final Map<Address, Shop> shops = new LinkedHashMap<>();
  private final Map<Hash, Want> wants = new LinkedHashMap<>();
  private final RankedTree<Listing> offers = new RankedTree<>();
  // Jobs that found nothing; nothing in the book serves them until it changes.
  private final RankedTree<Want> waiting = new RankedTree<>();
  private final PriorityQueue<Listing> expiring =
      new PriorityQueue<>(Comparator.comparingLong((Listing listing) -> listing.expiry));
  private final List<Listing> improved = new ArrayList<>();
  private final List<Want> due = new ArrayList<>();
  private final long[] held = new long[Need.COLUMNS];
  private final Need need = new Need();
  private Climate climate;
  private Rates rates;
  private long blockTime = Long.MIN_VALUE;
  private int stale;

  /** A book without orders. */
  public OrderBook(Climate climate) {
    this.climate = climate;
    this.rates = new Rates(climate);
  }

  /** Takes the market's conditions as they are now. */
  public void become(Climate now) {
    if (!now.equals(climate)) {
      climate = now;
      rates = new Rates(now);
      wants.values().forEach(this::makeDue);
    }
  }

  /** Puts an offer in, or in the place of the one with that id. */
  public void putOffer(Hash id, Offer offer) {
    removeOffer(id);
    var shop =
        shops.computeIfAbsent(
            offer.provider(), it -> new Shop(Seller.unknown(it), climate.parameters()));
    var listing = new Listing(id, offer, shop);
    listings.put(id, listing);
    shop.listings.add(listing);
    if (listing.isMatchable()) {
      expiring.add(listing);
      list(listing);
    }
  }

  /** Takes an offer out, if it is there. */
  public void removeOffer(Hash id) {
    var listing = listings.remove(id);
    if (listing != null) {
      listing.shop.listings.remove(listing);
      unlist(listing);
      stale++;
      forgetStale();
      forget(listing.shop);
    }
  }

  /** Tells how a provider stands now. */
  public void putSeller(Seller seller) {
    var shop = shops.get(seller.provider());
    if (shop == null) {
      shops.put(seller.provider(), new Shop(seller, climate.parameters()));
    } else if (!shop.seller().equals(seller)) {
      shop.become(seller, climate.parameters());
      shop.listings.forEach(this::refresh);
      forget(shop);
    }
  }

  /** Puts a job in, or in the place of the one with that id. */
  public void putJob(Demand demand) {
    removeJob(demand.jobId());
    var want = new Want(demand);
    wants.put(demand.jobId(), want);
    makeDue(want);
  }

  /** Takes a job out, if it is there; what was promised to it is free again. */
  public void removeJob(Hash id) {
    var want = wants.remove(id);
    if (want != null) {
      release(want);
      if (want.isListed()) {
        waiting.remove(want);
      }
    }
  }

  /** Frees what is promised to a job, which waits again. */
  public void giveUp(Hash id) {
    var want = wants.get(id);
    if (want != null && want.promisedBy != null) {
      release(want);
      makeDue(want);
    }
  }

  /** The job, if it is in the book. */
  public Optional<Demand> job(Hash id) {
    return Optional.ofNullable(wants.get(id)).map(want -> want.demand);
  }

  /** Whether there are jobs that nothing is promised to. */
  public boolean isAnybodyWaiting() {
    return !due.isEmpty() || !waiting.isEmpty();
  }

  /** Whether something is promised to the job. */
  public boolean isPromised(Hash id) {
    var want = wants.get(id);
    return want != null && want.promisedBy != null;
  }

  /** How the provider stood when it was put last. */
  public Optional<Seller> seller(Address provider) {
    return Optional.ofNullable(shops.get(provider)).map(Shop::seller);
  }

  /** All offers and what is left of their providers, in the order in which they were put. */
  public List<Supply> supplies() {
    return listings.values().stream().map(Listing::supply).toList();
  }

  /** Jobs that nothing is promised to, in the order in which they were put. */
  public List<Demand> demands() {
    return wants.values().stream()
        .filter(want -> want.promisedBy == null)
        .map(want -> want.demand)
        .toList();
  }

  /** The market's conditions as they were told last. */
  public Climate climate() {
    return climate;
  }

  /**
   * The pairs to ask for now, in the order in which the jobs choose: the oldest first.
   *
   * @param time time of the newest block
   */
  public List<Pair> match(Instant time) {
    moveTo(time.getEpochSecond());
    var pairs = new ArrayList<Pair>();
    var turns = turns();
    while (!turns.isEmpty()) {
      var turn = turns.remove();
      if (turn.want().promisedBy == null && isThere(turn.want())) {
        place(turn.want()).ifPresent(pairs::add);
      }
      next(turn).ifPresent(turns::add);
    }
    return pairs;
  }

  /** A job to be looked at, and the offer for whose sake. */
  private record Turn(Want want, @Nullable Listing listing) implements Comparable<Turn> {
    @Override
    public int compareTo(Turn other) {
      return want.compareByRank(other.want);
    }
  }

  private PriorityQueue<Turn> turns() {
    var turns = new PriorityQueue<Turn>();
    for (var want : due) {
      if (want.isDue && isThere(want)) {
        want.isDue = false;
        turns.add(new Turn(want, null));
      }
    }
    due.clear();
    for (var listing : improved) {
      listing.isImproved = false;
      next(listing, null).ifPresent(want -> turns.add(new Turn(want, listing)));
    }
    improved.clear();
    return turns;
  }

  /** The next job for the sake of the same offer. */
  private Optional<Turn> next(Turn turn) {
    var listing = turn.listing();
    if (listing == null) {
      return Optional.empty();
    }
    return next(listing, turn.want()).map(want -> new Turn(want, listing));
  }

  private Optional<Want> next(Listing listing, @Nullable Want after) {
    if (!listing.isListed()) {
      return Optional.empty();
    }
    if (!listing.hasSlot()) {
      listing.becomeShort(true);
      return Optional.empty();
    }
    listing.ask(need);
    Predicate<Want> test = want -> serves(listing, want);
    return Optional.ofNullable(
        after == null
            ? waiting.first(need, test)
            : waiting.first(
                need,
                want -> want.compareByRank(after) > 0 && serves(listing, want),
                after.rank,
                after.ring,
                Long.MAX_VALUE));
  }

  private boolean serves(Listing listing, Want want) {
    return want.leastSpeed(blockTime) <= listing.speed
        && !want.excludes(listing.shop)
        && isRoomFor(want, listing);
  }

  private Optional<Pair> place(Want want) {
    if (!want.isMatchable()) {
      return Optional.empty();
    }
    var listing = best(want);
    if (listing == null) {
      if (!want.isListed()) {
        want.describe(held, blockTime);
        waiting.add(want, held);
      }
      return Optional.empty();
    }
    if (want.isListed()) {
      waiting.remove(want);
    }
    return Optional.of(promise(want, listing));
  }

  private Pair promise(Want want, Listing listing) {
    want.promisedBy = listing;
    want.promisedBond = rates.bond(want, listing);
    listing.shop.promise(want.promisedBond);
    return new Pair(want.demand, listing.id, listing.offer, listing.shop.seller());
  }

  private void release(Want want) {
    var listing = want.promisedBy;
    if (listing != null) {
      want.promisedBy = null;
      listing.shop.release(want.promisedBond);
      listing.shop.listings.forEach(this::relieve);
      forget(listing.shop);
    }
  }

  private void makeDue(Want want) {
    if (!want.isDue && want.promisedBy == null) {
      want.isDue = true;
      due.add(want);
    }
  }

  private boolean isThere(Want want) {
    return wants.get(want.id) == want;
  }

  private void list(Listing listing) {
    if (listing.expiry >= blockTime) {
      hang(listing);
      improve(listing);
    }
  }

  private void unlist(Listing listing) {
    if (listing.isListed()) {
      offers.remove(listing);
    }
  }

  /** Its provider has more than before. */
  private void relieve(Listing listing) {
    if (listing.isListed() && listing.isLimited()) {
      improve(listing);
      tellReach(listing);
    }
  }

  private void improve(Listing listing) {
    listing.becomeShort(false);
    if (!waiting.isEmpty() && !listing.isImproved) {
      listing.isImproved = true;
      improved.add(listing);
    }
  }

  /** Brings what the tree knows of an offer up to date. */
  private void refresh(Listing listing) {
    if (!listing.isListed()) {
      return;
    }
    if (listing.rank != listing.currentRank()) {
      offers.remove(listing);
      listing.rank = listing.currentRank();
      hang(listing);
    }
    offers.set(listing, Columns.REPUTATION, Columns.saturated(listing.shop.seller().audited()));
    improve(listing);
    tellReach(listing);
  }

  private void hang(Listing listing) {
    listing.learnReach();
    listing.describe(held);
    offers.add(listing, held);
  }

  private void forget(Shop shop) {
    if (shop.isForgettable()) {
      shops.remove(shop.provider, shop);
    }
  }

  private void moveTo(long time) {
    var isBack = time < blockTime;
    blockTime = time;
    if (isBack) {
      turnBack();
    }
    while (!expiring.isEmpty() && expiring.peek().expiry < blockTime) {
      unlist(expiring.remove());
    }
  }

  /** What had expired or was too late may be in time again. */
  private void turnBack() {
    for (var listing : listings.values()) {
      if (listing.isMatchable() && !listing.isListed() && listing.expiry >= blockTime) {
        listing.rank = listing.currentRank();
        expiring.add(listing);
        list(listing);
      }
    }
    for (var want : wants.values()) {
      if (want.isListed()) {
        waiting.remove(want);
      }
      makeDue(want);
    }
  }

  private void forgetStale() {
    if (stale > listings.size() / 2 + 1000) {
      expiring.removeIf(listing -> !listing.isListed());
      stale = 0;
    }
  }

  private boolean isRoomFor(Want want, Listing listing) {
    if (!want.isContentWith(listing)) {
      return false;
    }
    var isRoom = listing.hasSlot() && rates.allows(want, listing);
    if (!isRoom) {
      // What the tree knows may be from before others took of it.
      tellReach(listing);
      listing.becomeShort(true);
    }
    return isRoom;
  }

  private void tellReach(Listing listing) {
    if (listing.learnReach()) {
      offers.set(listing, Columns.FUEL, listing.toldReach());
    }
  }

  /** Finds the best offer for a job. */
  private @Nullable Listing best(Want want) {
    for (var provider : want.demand.preferred()) {
      if (want.demand.unansweredBy(provider) == 0) {
        var listing = bestOf(want, provider);
        if (listing.isPresent()) {
          return listing.get();
        }
      }
    }
    var listing = bestOfAll(want);
    return listing == null ? bestOfUnanswered(want) : listing;
  }

  private @Nullable Listing bestOfAll(Want want) {
    want.ask(need, blockTime);
    Predicate<Listing> test =
        listing ->
            want.demand.unansweredBy(listing.shop.provider) == 0 && isServedBy(want, listing);
    var first = offers.first(need, test);
    if (first == null) {
      return null;
    }
    var onwards = offers.first(need, test, first.rank, want.ring, first.rank);
    return onwards == null ? first : onwards;
  }

  private boolean isServedBy(Want want, Listing listing) {
    return !want.excludes(listing.shop) && isRoomFor(want, listing);
  }

  /** Of providers that left questions open, the best of those that did so least often. */
  private @Nullable Listing bestOfUnanswered(Want want) {
    return want.demand.unanswered().keySet().stream()
        .map(provider -> bestOf(want, provider))
        .flatMap(Optional::stream)
        .min(bestFor(want))
        .orElse(null);
  }

  private Optional<Listing> bestOf(Want want, Address provider) {
    var shop = shops.get(provider);
    if (shop == null) {
      return Optional.empty();
    }
    want.ask(need, blockTime);
    return shop.listings.stream()
        .filter(Listing::isListed)
        .filter(listing -> isMetBy(listing) && isServedBy(want, listing))
        .min(bestFor(want));
  }

  private boolean isMetBy(Listing listing) {
    tellReach(listing);
    listing.describe(held);
    return need.isMetBy(held);
  }

  private static Comparator<Listing> bestFor(Want want) {
    return Comparator.comparingInt((Listing it) -> want.demand.unansweredBy(it.shop.provider))
        .thenComparingInt(it -> want.demand.preference(it.shop.provider))
        .thenComparingLong(it -> it.rank)
        .thenComparing(it -> it.ring - want.ring, Long::compareUnsigned)
        .thenComparing(it -> it.id);
  }
}
