package souk.market.order;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import souk.client.api.OrderFeed;
import souk.client.api.SignedJob;
import souk.client.api.SignedOffer;
import souk.client.api.SignedPlacement;
import souk.client.api.WireLimits;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.Head;

/** Everything that was taken, in memory and in the journal, under one lock. Thread-safe. */
final class Records {
  private final OrderStore store;
  private final SignedOrders.Config config;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final List<Consumer<Set<Hash>>> listeners = new CopyOnWriteArrayList<>();
  private Shelf shelf = new Shelf();
  private Placements placements = new Placements();
  // Taken since orders were judged last: a block may have come between the check and now.
  private final Set<Hash> fresh = new HashSet<>();
  private long lastNumber;
  private volatile boolean outdated = true;

  /**
   * @param firstNumber above all numbers of earlier runs of this node
   */
  Records(OrderStore store, SignedOrders.Config config, long firstNumber) {
    this.store = store;
    this.config = config;
    this.lastNumber = firstNumber;
    refresh();
  }

  /** Another process may have written to the journal: it is read again before the next change. */
  void outdate() {
    outdated = true;
  }

  /**
   * Begins again with what the journal holds, if another process may have written to it; nothing of
   * it is in force before it is judged.
   *
   * @throws souk.settlement.journal.JournalException if it cannot be read: then all stays as it
   *     was, until the next time
   */
  void refresh() {
    if (outdated) {
      change(() -> outdated ? reload() : Set.of());
    }
  }

  private Set<Hash> reload() {
    // First, for it may be outdated again while it is read.
    outdated = false;
    try {
      return replace(store.orders(), store.placements());
    } catch (RuntimeException e) {
      outdated = true;
      throw e;
    }
  }

  private Set<Hash> replace(List<OrderStore.Taken> orders, List<Placements.Kept> wishes) {
    var told = new HashSet<Hash>();
    shelf.all().forEach(item -> told.add(item.order().id()));
    placements.all().forEach(kept -> told.add(kept.jobId()));
    shelf = new Shelf();
    placements = new Placements();
    orders.forEach(this::putBack);
    wishes.forEach(this::putBack);
    placements.all().forEach(kept -> told.add(kept.jobId()));
    return told;
  }

  private void putBack(OrderStore.Taken taken) {
    lastNumber = Math.max(lastNumber, taken.number());
    shelf.put(new Item(taken.order(), taken.number(), Standing.UNCHECKED, 0, 0));
    fresh.add(taken.order().id());
  }

  private void putBack(Placements.Kept kept) {
    lastNumber = Math.max(lastNumber, kept.number());
    placements.put(kept);
  }

  void listen(Consumer<Set<Hash>> listener) {
    listeners.add(listener);
  }

  // Orders

  /** The order and how it stands. */
  Optional<Item> find(Hash id) {
    return locked(() -> shelf.find(id));
  }

  /** Those in force, in the order they came into force. */
  List<SignedOrder> inForce() {
    return locked(() -> shelf.inForce().stream().map(Item::order).toList());
  }

  /** How many offers and jobs are in force, and how many placements there are. */
  Map<String, Integer> counts() {
    return locked(
        () -> {
          var inForce = shelf.inForce();
          var offers =
              (int)
                  inForce.stream().filter(it -> it.order() instanceof SignedOrder.OfOffer).count();
          return Map.of(
              "offer", offers, "job", inForce.size() - offers, "placement", placements.count());
        });
  }

  /** What the signer's jobs in force would escrow. */
  Amount escrowOf(Address consumer) {
    return locked(() -> shelf.escrowOf(consumer));
  }

  /** Why there is no room for one more such order. */
  Optional<String> fullness(SignedOrder order) {
    return locked(
        () -> {
          if (shelf.all().size() >= config.mostOrders()) {
            return Optional.of("this node keeps no more signed orders: use another, or post it");
          }
          var isOffer = order instanceof SignedOrder.OfOffer;
          var most = isOffer ? config.mostOffersEach() : config.mostJobsEach();
          var own =
              shelf.of(order.signer()).stream()
                  .filter(it -> it.order() instanceof SignedOrder.OfOffer == isOffer)
                  .count();
          return own < most
              ? Optional.empty()
              : Optional.of(
                  "this node keeps at most %d signed %s of an account: cancel some first"
                      .formatted(most, isOffer ? "offers" : "jobs"));
        });
  }

  /** Writes an order down and puts it in force; false if it was taken before. */
  boolean add(SignedOrder order, Head head) {
    return changed(
        () -> {
          if (shelf.find(order.id()).isPresent()) {
            return Set.of();
          }
          var number = ++lastNumber;
          store.add(new OrderStore.Taken(number, order));
          shelf.put(new Item(order, number, Standing.IN_FORCE, head.number(), number));
          fresh.add(order.id());
          return Set.of(order.id());
        });
  }

  /** Orders taken since this was asked last. */
  Set<Hash> takeFresh() {
    return locked(
        () -> {
          var taken = Set.copyOf(fresh);
          fresh.clear();
          return taken;
        });
  }

  /** Has an order judged again. */
  void doubt(Hash id) {
    locked(() -> fresh.add(id));
  }

  /** Whether the order is kept. */
  boolean has(Hash id) {
    return locked(() -> shelf.find(id).isPresent());
  }

  /** What that account signed. */
  List<Hash> signedBy(Address signer) {
    return locked(() -> shelf.of(signer).stream().map(it -> it.order().id()).toList());
  }

  /** Orders that the chain took out of force. */
  List<Hash> setAside() {
    return locked(
        () ->
            shelf.all().stream().filter(it -> !it.isInForce()).map(it -> it.order().id()).toList());
  }

  /** Who has signed anything of what is kept. */
  Set<Address> signers() {
    return locked(() -> Set.copyOf(shelf.signers()));
  }

  /**
   * Takes in what the chain makes of an order. One that it lets be comes into force with {@link
   * #back}.
   */
  void judged(Hash id, Standing verdict, long block) {
    changed(
        () -> {
          var item = shelf.find(id);
          if (item.isEmpty()) {
            return Set.of();
          }
          var next = verdict;
          if (verdict == Standing.IN_FORCE) {
            next = item.get().isInForce() ? Standing.IN_FORCE : Standing.UNBACKED;
          }
          return stand(item.get(), next, block) ? Set.of(id) : Set.of();
        });
  }

  /**
   * Has as many of the signer's orders in force as are backed, the oldest first.
   *
   * @param balance what its jobs may escrow together
   * @param bond what stands behind its offers
   */
  void back(Address signer, Amount balance, Amount bond, long block) {
    changed(
        () -> {
          var left = balance;
          var told = new HashSet<Hash>();
          for (var item : List.copyOf(shelf.of(signer))) {
            if (item.isInForce() || item.standing() == Standing.UNBACKED) {
              var needed = needed(item.order());
              var backed = needed.isPresent() ? !left.isLessThan(needed.get()) : !bond.isZero();
              left = backed ? left.minus(needed.orElse(Amount.ZERO)) : left;
              if (stand(item, backed ? Standing.IN_FORCE : Standing.UNBACKED, block)) {
                told.add(item.order().id());
              }
            }
          }
          return told;
        });
  }

  private static Optional<Amount> needed(SignedOrder order) {
    return order instanceof SignedOrder.OfJob job
        ? Optional.of(job.signed().job().escrow())
        : Optional.empty();
  }

  private boolean stand(Item item, Standing next, long block) {
    if (item.standing() == next) {
      return false;
    }
    shelf.stand(item, next, block, next == Standing.IN_FORCE ? ++lastNumber : item.told());
    return true;
  }

  /** Forgets orders that are over, and those that have been aside for so many blocks. */
  void forget(Head head, long blocksAside) {
    changed(
        () -> {
          var over =
              shelf.all().stream()
                  .filter(
                      it ->
                          head.time().isAfter(it.order().end())
                              || isLongAside(it, head, blocksAside))
                  .toList();
          var ids = over.stream().map(it -> it.order().id()).collect(toSet());
          if (!ids.isEmpty()) {
            store.remove(ids);
          }
          over.forEach(shelf::remove);
          return ids;
        });
  }

  private static boolean isLongAside(Item item, Head head, long blocks) {
    return !item.isInForce()
        && item.standing() != Standing.UNCHECKED
        && head.number() - item.sinceBlock() > blocks;
  }

  // Placements

  /** What that account said of that job. */
  Optional<Placements.Kept> placement(Hash jobId, Address signer) {
    return locked(() -> placements.find(jobId, signer));
  }

  /** All placements, oldest first. */
  List<Placements.Kept> placements() {
    return locked(placements::all);
  }

  /** Why there is no room for that account's placement of that job. */
  Optional<String> fullness(Hash jobId, Address signer) {
    return locked(
        () ->
            placements.find(jobId, signer).isPresent()
                    || (placements.count() < config.mostPlacements()
                        && placements.countOf(signer) < config.mostJobsEach())
                ? Optional.empty()
                : Optional.of("this node keeps no more placements: use another"));
  }

  /** Writes a placement down; false if one with the same or a later sequence is there. */
  boolean add(Address signer, SignedPlacement signed, Head head) {
    return changed(
        () -> {
          var before = placements.find(signed.placement().jobId(), signer);
          var sequence = signed.placement().sequence();
          if (before.filter(it -> it.sequence() >= sequence).isPresent()) {
            return Set.of();
          }
          var kept = new Placements.Kept(++lastNumber, head.number(), signer, signed);
          store.put(kept);
          placements.put(kept);
          return Set.of(kept.jobId());
        });
  }

  void forget(Placements.Kept kept) {
    changed(
        () -> {
          store.remove(kept);
          placements.remove(kept);
          return Set.of(kept.jobId());
        });
  }

  // Feed

  /** What was taken after that place, waiting for something new. */
  OrderFeed feed(long after, Duration wait) throws InterruptedException {
    lock.lock();
    try {
      // A cursor from the future is of another run of this node: begin again.
      var from = after > lastNumber ? 0 : after;
      var left = wait.toNanos();
      while (isNothingAfter(from) && left > 0) {
        left = news.awaitNanos(left);
      }
      return feedAfter(from);
    } finally {
      lock.unlock();
    }
  }

  private boolean isNothingAfter(long place) {
    return Stream.concat(shelf.after(place), placements.after(place)).findAny().isEmpty();
  }

  private OrderFeed feedAfter(long place) {
    var orders = shelf.after(place).limit(WireLimits.MAX_FEED).toList();
    var wishes = placements.after(place).limit(WireLimits.MAX_FEED).toList();
    var places =
        Stream.concat(orders.stream().map(Item::told), wishes.stream().map(Placements.Kept::number))
            .sorted()
            .limit(WireLimits.MAX_FEED)
            .toList();
    var last = places.isEmpty() ? lastNumber : places.getLast();
    var offers = new ArrayList<SignedOffer>();
    var jobs = new ArrayList<SignedJob>();
    for (var item : orders) {
      if (item.told() <= last) {
        switch (item.order()) {
          case SignedOrder.OfOffer offer -> offers.add(offer.signed());
          case SignedOrder.OfJob job -> jobs.add(job.signed());
        }
      }
    }
    var told = wishes.stream().filter(it -> it.number() <= last).map(Placements.Kept::signed);
    return new OrderFeed(last, offers, jobs, told.toList());
  }

  private boolean changed(Supplier<Set<Hash>> work) {
    refresh();
    return change(work);
  }

  /** Does work that tells which orders stand differently and which jobs' placements changed. */
  private boolean change(Supplier<Set<Hash>> work) {
    var ids =
        locked(
            () -> {
              var result = work.get();
              if (!result.isEmpty()) {
                news.signalAll();
              }
              return result;
            });
    if (!ids.isEmpty()) {
      listeners.forEach(listener -> listener.accept(ids));
    }
    return !ids.isEmpty();
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
