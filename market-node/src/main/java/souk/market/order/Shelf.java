package souk.market.order;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/** All orders that are kept, in the order they were taken. Used under one lock. */
final class Shelf {
  private final Map<Hash, Item> items = new HashMap<>();
  private final Map<Address, NavigableMap<Long, Item>> bySigner = new HashMap<>();
  private final NavigableMap<Long, Item> feed = new TreeMap<>();

  Optional<Item> find(Hash id) {
    return Optional.ofNullable(items.get(id));
  }

  /** All of them, in no order. */
  Collection<Item> all() {
    return items.values();
  }

  /** What that account signed, oldest first. */
  Collection<Item> of(Address signer) {
    return bySigner.getOrDefault(signer, new TreeMap<>()).values();
  }

  Set<Address> signers() {
    return bySigner.keySet();
  }

  void put(Item item) {
    items.put(item.order().id(), item);
    bySigner.computeIfAbsent(item.order().signer(), _ -> new TreeMap<>()).put(item.number(), item);
    if (item.isInForce()) {
      feed.put(item.told(), item);
    }
  }

  void remove(Item item) {
    items.remove(item.order().id());
    if (item.isInForce()) {
      feed.remove(item.told());
    }
    var rest = bySigner.get(item.order().signer());
    if (rest != null) {
      rest.remove(item.number());
      if (rest.isEmpty()) {
        bySigner.remove(item.order().signer());
      }
    }
  }

  /**
   * Has an order stand differently.
   *
   * @param place its place in the feed if it is in force again
   */
  void stand(Item item, Standing standing, long block, long place) {
    remove(item);
    put(new Item(item.order(), item.number(), standing, block, place));
  }

  /** Those in force that entered the feed after that place, oldest first. */
  Stream<Item> after(long place) {
    return feed.tailMap(place, false).values().stream();
  }

  /** Those in force, in the order they entered the feed. */
  List<Item> inForce() {
    return new ArrayList<>(feed.values());
  }

  /** What the signer's jobs in force would escrow. */
  Amount escrowOf(Address consumer) {
    var sum = Amount.ZERO;
    for (var item : of(consumer)) {
      if (item.isInForce() && item.order() instanceof SignedOrder.OfJob job) {
        sum = sum.plus(job.signed().job().escrow());
      }
    }
    return sum;
  }
}
