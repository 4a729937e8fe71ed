package souk.market.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import souk.protocol.offer.Offer;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/**
 * The book's offers and their providers. A promise costs an offer nothing here: how far it reaches
 * is told to the tree only when a search meets an offer that cannot do what the tree says.
 */
final class Offers {
  private static final int FEW = 1000;

  private final ById<Listing> listings = new ById<>();
  private final Map<Address, Shop> shops = new LinkedHashMap<>();
  private final RankedTree<Listing> tree = new RankedTree<>();
  private final PriorityQueue<Listing> expiring =
      new PriorityQueue<>(Comparator.comparingLong((Listing listing) -> listing.expiry));
  private final List<Listing> improved = new ArrayList<>();
  private final RankedTree<Want> waiting;
  private Climate climate;
  private Rates rates;
  private long blockTime = Long.MIN_VALUE;
  private int stale;

  /**
   * No offers.
   *
   * @param waiting jobs for whose sake it is remembered what improves
   */
  Offers(Climate climate, RankedTree<Want> waiting) {
    this.climate = climate;
    this.rates = new Rates(climate);
    this.waiting = waiting;
  }

  Climate climate() {
    return climate;
  }

  void become(Climate now) {
    climate = now;
    rates = new Rates(now);
  }

  long blockTime() {
    return blockTime;
  }

  /** Moves on to that time; what has expired is not found any more. */
  void moveTo(long time) {
    var isBack = time < blockTime;
    blockTime = time;
    if (isBack) {
      listings.all().forEach(this::listAgain);
    }
    while (!expiring.isEmpty() && expiring.peek().expiry < blockTime) {
      unlist(expiring.remove());
    }
  }

  void put(Hash id, Offer offer) {
    remove(id);
    var shop =
        shops.computeIfAbsent(
            offer.provider(), it -> new Shop(Seller.unknown(it), climate.parameters()));
    var listing = new Listing(id, offer, shop);
    listings.put(listing);
    shop.listings.add(listing);
    if (listing.isMatchable()) {
      expiring.add(listing);
      list(listing);
    }
  }

  void remove(Hash id) {
    var listing = listings.remove(id);
    if (listing != null) {
      listing.shop.listings.remove(listing);
      unlist(listing);
      stale++;
      forgetStale();
      forget(listing.shop);
    }
  }

  void putSeller(Seller seller) {
    var shop = shops.get(seller.provider());
    if (shop == null) {
      shops.put(seller.provider(), new Shop(seller, climate.parameters()));
    } else if (!shop.seller().equals(seller)) {
      shop.become(seller, climate.parameters());
      shop.listings.forEach(this::refresh);
      forget(shop);
    }
  }

  @Nullable Shop shop(Address provider) {
    return shops.get(provider);
  }

  List<Supply> supplies() {
    return listings.all().stream().map(Listing::supply).toList();
  }

  RankedTree<Listing> tree() {
    return tree;
  }

  /** Hands over the offers that may serve more than when this was asked last. */
  void takeImproved(Consumer<Listing> taker) {
    for (var listing : improved) {
      listing.isImproved = false;
      taker.accept(listing);
    }
    improved.clear();
  }

  /** Whether the offer may take the job now. */
  boolean serves(Listing listing, Want want) {
    return want.isContentWith(listing, blockTime)
        && !want.excludes(listing.shop)
        && isRoomFor(want, listing);
  }

  Pair promise(Want want, Listing listing) {
    want.promisedBy = listing;
    want.promisedBond = rates.bond(want, listing);
    listing.shop.promise(want.promisedBond);
    return new Pair(want.demand, listing.id, listing.offer, listing.shop.seller());
  }

  /** Frees what is promised to the job. */
  void release(Want want) {
    var listing = want.promisedBy;
    if (listing != null) {
      var shop = listing.shop;
      want.promisedBy = null;
      shop.release(want.promisedBond);
      if (shop.isOwedNews) {
        shop.isOwedNews = false;
        for (var each : shop.listings) {
          relieve(each);
        }
      }
      forget(shop);
    }
  }

  private boolean isRoomFor(Want want, Listing listing) {
    var isRoom = listing.hasSlot() && rates.allows(want, listing);
    if (!isRoom) {
      // What the tree knows may be from before others took of it.
      tellReach(listing);
      listing.becomeShort(true);
    }
    return isRoom;
  }

  private void listAgain(Listing listing) {
    if (listing.isMatchable() && !listing.isListed() && listing.expiry >= blockTime) {
      listing.rank = listing.currentRank();
      listing.learnRecord();
      expiring.add(listing);
      list(listing);
    }
  }

  private void list(Listing listing) {
    if (listing.expiry >= blockTime) {
      hang(listing);
      improve(listing);
    }
  }

  private void unlist(Listing listing) {
    if (listing.isListed()) {
      tree.remove(listing);
    }
  }

  private void hang(Listing listing) {
    listing.learnReach();
    tree.add(listing, listing.outline);
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
    listing.learnRecord();
    if (listing.rank == listing.currentRank()) {
      listing.learnReach();
      tree.set(listing, listing.outline);
    } else {
      tree.remove(listing);
      listing.rank = listing.currentRank();
      hang(listing);
    }
    improve(listing);
  }

  private void tellReach(Listing listing) {
    if (listing.learnReach()) {
      tree.set(listing, listing.outline);
    }
  }

  private void forget(Shop shop) {
    if (shop.isForgettable()) {
      shops.remove(shop.provider, shop);
    }
  }

  private void forgetStale() {
    if (stale > listings.size() / 2 + FEW) {
      expiring.removeIf(listing -> !listing.isListed());
      stale = 0;
    }
  }
}
