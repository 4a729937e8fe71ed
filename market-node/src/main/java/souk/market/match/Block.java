package souk.market.match;

import org.jspecify.annotations.Nullable;

/**
 * Some neighbours in a {@link RankedTree}, in their order. Their outlines, ranks and rings lie side
 * by side, so that none of them is touched before it is found.
 *
 * @param <T> the entries
 */
final class Block<T extends Ranked> {
  /** Most entries. */
  static final int MOST = 32;

  private static final int RANKS = Outline.WORDS * MOST;
  private static final int RINGS = RANKS + MOST;

  /** What any of its entries covers. */
  final Outline own = new Outline();

  /** What any entry below it in the tree or its own covers. */
  final Outline all = new Outline();

  /** No block below it in the tree has a higher one. */
  final long priority;

  @Nullable Block<T> parent;
  @Nullable Block<T> left;
  @Nullable Block<T> right;

  private final Ranked[] entries = new Ranked[MOST];
  // By what they are, then by place: words of outlines, ranks, rings.
  private final long[] cells = new long[RINGS + MOST];
  private int size;

  Block(long priority) {
    this.priority = priority;
  }

  int size() {
    return size;
  }

  @SuppressWarnings("unchecked")
  T entry(int place) {
    return (T) entries[place];
  }

  long rank(int place) {
    return cells[RANKS + place];
  }

  boolean covers(int place, Outline need) {
    return need.isCoveredBy(cells, place, MOST);
  }

  /** Whether the entry there comes before that rank and place on the ring. */
  boolean isBefore(int place, long rank, long ring) {
    var there = cells[RANKS + place];
    return there < rank || (there == rank && Long.compareUnsigned(cells[RINGS + place], ring) < 0);
  }

  /** Whether the entry there comes before this one. */
  boolean isBefore(int place, Ranked entry) {
    return isBefore(place, entry.rank, entry.ring)
        || (cells[RANKS + place] == entry.rank
            && cells[RINGS + place] == entry.ring
            && entries[place].id.compareTo(entry.id) < 0);
  }

  /** Where the entry is. */
  int placeOf(Ranked entry) {
    for (var place = 0; place < size; place++) {
      if (entries[place] == entry) {
        return place;
      }
    }
    throw new IllegalStateException("not in its block: " + entry.id);
  }

  /** Takes an entry in; there must be room. */
  void add(Ranked entry, Outline outline) {
    var place = size;
    while (place > 0 && !isBefore(place - 1, entry)) {
      place--;
    }
    move(this, place, place + 1, size - place);
    size++;
    entries[place] = entry;
    entry.block = this;
    outline.store(cells, place, MOST);
    cells[RANKS + place] = entry.rank;
    cells[RINGS + place] = entry.ring;
    own.include(outline);
  }

  /** Takes the entry's outline as it is now. Returns whether that is another one. */
  boolean set(Ranked entry, Outline outline) {
    var place = placeOf(entry);
    if (outline.isStored(cells, place, MOST)) {
      return false;
    }
    outline.store(cells, place, MOST);
    sumUp();
    return true;
  }

  /** Takes an entry out. */
  void remove(Ranked entry) {
    var place = placeOf(entry);
    entry.block = null;
    size--;
    move(this, place + 1, place, size - place);
    // What is gone must not be held on to.
    entries[size] = entries[0];
    sumUp();
  }

  /** Moves the upper half to an empty block. */
  void giveHalf(Block<T> other) {
    var kept = size / 2;
    give(other, kept, size - kept);
    size = kept;
    sumUp();
  }

  /** Moves all to the front of the block behind it, which must have room. */
  void giveAll(Block<T> next) {
    next.move(next, 0, size, next.size);
    give(next, 0, size);
    size = 0;
  }

  /** Brings up to date what it knows of all below it. Returns whether that changed. */
  boolean sumUpAll() {
    var before = new Outline();
    before.become(all);
    all.become(own);
    if (left != null) {
      all.include(left.all);
    }
    if (right != null) {
      all.include(right.all);
    }
    return !all.isSame(before);
  }

  private void give(Block<T> other, int from, int count) {
    move(other, from, 0, count);
    for (var place = 0; place < count; place++) {
      other.entries[place].block = other;
    }
    other.size += count;
    other.sumUp();
  }

  private void sumUp() {
    own.clear();
    for (var place = 0; place < size; place++) {
      own.include(cells, place, MOST);
    }
  }

  private void move(Block<T> other, int from, int to, int count) {
    System.arraycopy(entries, from, other.entries, to, count);
    for (var at = 0; at < cells.length; at += MOST) {
      System.arraycopy(cells, at + from, other.cells, at + to, count);
    }
  }
}
