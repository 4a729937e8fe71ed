package souk.market.blob;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** How often what happened to blobs. Thread-safe. */
final class BlobCounts {
  private final Map<Event, LongAdder> counts = new EnumMap<>(Event.class);

  /** What is counted. */
  enum Event {
    /** An upload was kept. */
    UPLOADED("uploaded"),
    /** An upload was refused. */
    REFUSED("refused"),
    /** A blob came from a peer. */
    FETCHED("fetched"),
    /** A blob was let go. */
    COLLECTED("collected"),
    /** The housekeeping went round once. */
    ROUND("round");

    private final String text;

    Event(String text) {
      this.text = text;
    }
  }

  BlobCounts() {
    for (var event : Event.values()) {
      counts.put(event, new LongAdder());
    }
  }

  void count(Event event) {
    adder(event).increment();
  }

  long of(Event event) {
    return adder(event).sum();
  }

  /** Every count by the name of what is counted. */
  Map<String, Long> all() {
    var all = new TreeMap<String, Long>();
    counts.forEach((event, count) -> all.put(event.text, count.sum()));
    return all;
  }

  private LongAdder adder(Event event) {
    var adder = counts.get(event);
    if (adder == null) {
      throw new IllegalStateException("every event has a count: " + event);
    }
    return adder;
  }
}
