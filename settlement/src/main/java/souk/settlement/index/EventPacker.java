package souk.settlement.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.RawLog;

/** Makes one pack of events. */
final class EventPacker {
  private final Map<Object, Integer> places = new HashMap<>();
  private final PackWriter shared = new PackWriter();
  private final List<Integer> sizes = new ArrayList<>();
  private final PackWriter records = new PackWriter();

  /** Whether no event more goes into it. */
  boolean isFull() {
    return sizes.size() == EventPack.MOST_EVENTS;
  }

  /** Whether it has no event yet. */
  boolean isEmpty() {
    return sizes.isEmpty();
  }

  /**
   * Adds the log of the next event.
   *
   * @param kind the event's, as {@link EventKinds} numbers it
   */
  void add(int kind, RawLog log) {
    var begin = records.size();
    var at = log.at();
    records.number(kind).number(at.index()).number(at.blockNumber());
    records.number(place(at.blockHash())).number(place(at.transaction()));
    records.number(place(log.address()));
    var topics = log.topics();
    records.number(topics.size());
    for (var i = 0; i < topics.size(); i++) {
      if (i == 0) {
        records.number(place(topics.getFirst()));
      } else {
        records.words(topics.get(i).bytes());
      }
    }
    records.words(log.data());
    sizes.add(records.size() - begin);
  }

  EventPack pack() {
    var pack = new PackWriter().number(places.size()).all(shared).number(sizes.size());
    sizes.forEach(pack::number);
    return EventPack.of(pack.all(records).toArray());
  }

  private int place(Hash hash) {
    var known = places.get(hash);
    return known == null ? added(hash, hash.bytes()) : known;
  }

  private int place(Address address) {
    var known = places.get(address);
    return known == null ? added(address, address.bytes()) : known;
  }

  private int added(Object key, byte[] value) {
    var place = places.size();
    places.put(key, place);
    shared.number(value.length).raw(value, value.length);
    return place;
  }
}
