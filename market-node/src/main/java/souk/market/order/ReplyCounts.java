package souk.market.order;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** How often orders and placements were answered how. Thread-safe. */
final class ReplyCounts {
  private static final String TAKEN = "taken";
  private static final String KNOWN = "known";
  private static final String FULL = "full";
  private static final String BUSY = "busy";

  private final Map<String, LongAdder> counts = new TreeMap<>();

  ReplyCounts() {
    for (var label : new String[] {TAKEN, KNOWN, FULL, BUSY}) {
      counts.put(label, new LongAdder());
    }
    for (var why : Reply.Why.values()) {
      counts.put(label(why), new LongAdder());
    }
  }

  /** Counts an answer, and answers it. */
  Reply count(Reply reply) {
    requireNonNull(counts.get(label(reply))).increment();
    return reply;
  }

  /** Every count, by what the answer was or, of a refusal, why. */
  Map<String, Long> all() {
    var all = new TreeMap<String, Long>();
    counts.forEach((label, count) -> all.put(label, count.sum()));
    return all;
  }

  private static String label(Reply reply) {
    return switch (reply) {
      case Reply.Taken() -> TAKEN;
      case Reply.Known() -> KNOWN;
      case Reply.Refused(var why, _) -> label(why);
      case Reply.Invalid(var why, _) -> label(why);
      case Reply.Full _ -> FULL;
      case Reply.Busy _ -> BUSY;
    };
  }

  private static String label(Reply.Why why) {
    return why.name().toLowerCase(Locale.ROOT);
  }
}
