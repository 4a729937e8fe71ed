package souk.market.match;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import souk.protocol.value.Hash;

/**
 * Entries by their ids. A search looks at the first 64 bits of ids side by side, and compares a
 * whole id only where those are the same. At most half the places are taken, so that it looks at
 * two or three; who grinds ids that start alike adds a few nanoseconds for each.
 *
 * @param <T> the entries
 */
final class ById<T extends Ranked> {
  private static final int LEAST_PLACES = 16;
  // 2^64 by the golden ratio: ids that differ little are far apart.
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  private long[] rings = new long[LEAST_PLACES];
  private @Nullable Ranked[] entries = new Ranked[LEAST_PLACES];
  private int size;
  private long puts;

  int size() {
    return size;
  }

  /** The entry with that id; none if there is none. */
  @Nullable T get(Hash id) {
    return entry(find(id, id.leadingBits()));
  }

  /**
   * Puts an entry in, or in the place of the one with its id.
   *
   * @return the one that was there
   */
  @Nullable T put(T entry) {
    entry.number = puts++;
    var place = find(entry.id, entry.ring);
    var before = entry(place);
    rings[place] = entry.ring;
    entries[place] = entry;
    if (before == null && ++size > entries.length / 2) {
      grow();
    }
    return before;
  }

  /**
   * Takes an entry out.
   *
   * @return it; none if there was none
   */
  @Nullable T remove(Hash id) {
    var place = find(id, id.leadingBits());
    var gone = entry(place);
    if (gone != null) {
      size--;
      close(place);
    }
    return gone;
  }

  /** All, in the order in which they were put. */
  @SuppressWarnings("unchecked")
  List<T> all() {
    return Arrays.stream(entries)
        .filter(Objects::nonNull)
        .map(entry -> (T) entry)
        .sorted(Comparator.comparingLong(entry -> entry.number))
        .toList();
  }

  @SuppressWarnings("unchecked")
  private @Nullable T entry(int place) {
    return (T) entries[place];
  }

  /** Where the id is, or the free place where it would be. */
  private int find(Hash id, long ring) {
    var place = home(ring);
    while (true) {
      var entry = entries[place];
      if (entry == null || (rings[place] == ring && entry.id.equals(id))) {
        return place;
      }
      place = behind(place);
    }
  }

  /** Frees a place and moves up those behind it that would not be found any more. */
  private void close(int place) {
    var free = place;
    var next = behind(place);
    for (var entry = entries[next]; entry != null; entry = entries[next]) {
      var isFromBefore = (next - home(rings[next]) & mask()) >= (next - free & mask());
      if (isFromBefore) {
        rings[free] = rings[next];
        entries[free] = entry;
        free = next;
      }
      next = behind(next);
    }
    entries[free] = null;
  }

  private void grow() {
    var before = entries;
    entries = new Ranked[2 * before.length];
    rings = new long[entries.length];
    for (var entry : before) {
      if (entry != null) {
        var place = find(entry.id, entry.ring);
        rings[place] = entry.ring;
        entries[place] = entry;
      }
    }
  }

  private int home(long ring) {
    return (int) ((ring * SPREAD) >>> Long.numberOfLeadingZeros(mask()));
  }

  private int behind(int place) {
    return place + 1 & mask();
  }

  private int mask() {
    return entries.length - 1;
  }
}
