package souk.market.match;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
  private final ById<Want> wants = new ById<>();
  // Jobs that found nothing; nothing in the book serves them until it changes.
  private final RankedTree<Want> waiting = new RankedTree<>();
  private final List<Want> due = new ArrayList<>();
  private final PriorityQueue<Turn> turns = new PriorityQueue<>();
  private final Outline turned = new Outline();
  private final Offers offers;
  private final Choice choice;

  /** A job to be looked at, and the offer for whose sake. */
  private record Turn(Want want, @Nullable Listing listing) implements Comparable<Turn> {
    @Override
    public int compareTo(Turn other) {
      return want.compareByRank(other.want);
    }
  }

  /** A book without orders. */
  public OrderBook(Climate climate) {
    this.offers = new Offers(climate, waiting);
    this.choice = new Choice(offers);
  }

  /** Takes the market's conditions as they are now. */
  public void become(Climate now) {
    if (!now.equals(offers.climate())) {
      offers.become(now);
      wants.all().forEach(this::makeDue);
    }
  }

  /** Puts an offer in, or in the place of the one with that id. */
  public void putOffer(Hash id, Offer offer) {
    offers.put(id, offer);
  }

  /** Takes an offer out, if it is there. */
  public void removeOffer(Hash id) {
    offers.remove(id);
  }

  /** Tells how a provider stands now. */
  public void putSeller(Seller seller) {
    offers.putSeller(seller);
  }

  /** Puts a job in, or in the place of the one with that id. */
  public void putJob(Demand demand) {
    var want = new Want(demand);
    leave(wants.put(want));
    makeDue(want);
  }

  /** Takes a job out, if it is there; what was promised to it is free again. */
  public void removeJob(Hash id) {
    leave(wants.remove(id));
  }

  /** Frees what is promised to a job, which waits again. */
  public void giveUp(Hash id) {
    var want = wants.get(id);
    if (want != null && want.promisedBy != null) {
      offers.release(want);
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
    return Optional.ofNullable(offers.shop(provider)).map(Shop::seller);
  }

  /** All offers and what is left of their providers, in the order in which they were put. */
  public List<Supply> supplies() {
    return offers.supplies();
  }

  /** Jobs that nothing is promised to, in the order in which they were put. */
  public List<Demand> demands() {
    return wants.all().stream()
        .filter(want -> want.promisedBy == null)
        .map(want -> want.demand)
        .toList();
  }

  /** The market's conditions as they were told last. */
  public Climate climate() {
    return offers.climate();
  }

  /**
   * The pairs to ask for now, in the order in which the jobs choose: the oldest first.
   *
   * @param time time of the newest block
   */
  public List<Pair> match(Instant time) {
    moveTo(time.getEpochSecond());
    collectTurns();
    var pairs = new ArrayList<Pair>(turns.size());
    while (!turns.isEmpty()) {
      var turn = turns.remove();
      var want = turn.want();
      if (want.promisedBy == null && !want.isGone) {
        place(want).ifPresent(pairs::add);
      }
      if (turn.listing() != null) {
        addTurn(turn.listing(), want);
      }
    }
    return pairs;
  }

  private void collectTurns() {
    for (var want : due) {
      want.isDue = false;
      turns.add(new Turn(want, null));
    }
    due.clear();
    offers.takeImproved(listing -> addTurn(listing, null));
  }

  /** Lets the next job have a turn for the sake of the same offer. */
  private void addTurn(Listing listing, @Nullable Want after) {
    if (!listing.isListed()) {
      return;
    }
    if (!listing.hasSlot()) {
      listing.becomeShort(true);
      return;
    }
    turned.turn(listing.outline);
    Predicate<Want> test = want -> offers.serves(listing, want);
    var next =
        after == null ? waiting.first(turned, test) : waiting.firstBehind(turned, test, after);
    if (next != null) {
      turns.add(new Turn(next, listing));
    }
  }

  private Optional<Pair> place(Want want) {
    if (!want.isMatchable()) {
      return Optional.empty();
    }
    var listing = choice.best(want);
    if (listing == null) {
      if (!want.isListed()) {
        turned.turn(want.outline);
        waiting.add(want, turned);
      }
      return Optional.empty();
    }
    if (want.isListed()) {
      waiting.remove(want);
    }
    return Optional.of(offers.promise(want, listing));
  }

  private void leave(@Nullable Want want) {
    if (want != null) {
      want.isGone = true;
      offers.release(want);
      if (want.isListed()) {
        waiting.remove(want);
      }
    }
  }

  private void makeDue(Want want) {
    if (!want.isDue && want.promisedBy == null) {
      want.isDue = true;
      due.add(want);
    }
  }

  private void moveTo(long time) {
    var isBack = time < offers.blockTime();
    offers.moveTo(time);
    if (isBack) {
      // What was too late may be in time again.
      for (var want : wants.all()) {
        if (want.isListed()) {
          waiting.remove(want);
        }
        makeDue(want);
      }
    }
  }
}
