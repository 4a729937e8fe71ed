package souk.market.match;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Entries in the order of their ranks, searched for the first that meets a {@link Need}. Blocks of
 * neighbours hang in a treap; every node of it knows the most that anything below it can do, so a
 * search passes over all that cannot.
 *
 * <pre>
 *               all: max of numbers, union of bits
 *              /                \
 *         [e e e e]         [e e e e]     blocks, columns side by side
 * </pre>
 *
 * @param <T> the entries
 */
final class RankedTree<T extends Ranked> {
  private static final int BLOCK = 32;
  private static final int SPARSE = BLOCK / 4;

  private @Nullable Block<T> root;
  // Priorities only shape the tree; the same operations give the same shape.
  private long seed = 0x9E37_79B9_7F4A_7C15L;

  private Need need = new Need();
  private Predicate<T> test = _ -> true;
  private long fromRank;
  private long fromRing;
  private long untilRank;

  /** Some neighbours. */
  static final class Block<T extends Ranked> {
    private final Ranked[] entries = new Ranked[BLOCK];
    // By column, then by place.
    private final long[] columns = new long[BLOCK * Need.COLUMNS];
    private final long[] own = new long[Need.COLUMNS];
    private final long[] all = new long[Need.COLUMNS];
    private final long priority;
    private int size;
    private @Nullable Block<T> parent;
    private @Nullable Block<T> left;
    private @Nullable Block<T> right;

    private Block(long priority) {
      this.priority = priority;
      Arrays.fill(own, 0, Need.NUMBERS, Long.MIN_VALUE);
      Arrays.fill(all, 0, Need.NUMBERS, Long.MIN_VALUE);
    }

    @SuppressWarnings("unchecked")
    private T entry(int place) {
      return (T) entries[place];
    }

    private Ranked last() {
      return entries[size - 1];
    }

    private int placeOf(Ranked entry) {
      for (var place = 0; place < size; place++) {
        if (entries[place] == entry) {
          return place;
        }
      }
      throw new IllegalStateException("not in its block: " + entry.id);
    }

    private void move(int from, int to, int count) {
      System.arraycopy(entries, from, entries, to, count);
      for (var at = 0; at < columns.length; at += BLOCK) {
        System.arraycopy(columns, at + from, columns, at + to, count);
      }
    }

    private void moveTo(Block<T> other, int from, int to, int count) {
      System.arraycopy(entries, from, other.entries, to, count);
      for (var at = 0; at < columns.length; at += BLOCK) {
        System.arraycopy(columns, at + from, other.columns, at + to, count);
      }
      for (var place = to; place < to + count; place++) {
        other.entries[place].block = other;
      }
    }

    private void put(int place, Ranked entry, long[] held) {
      entries[place] = entry;
      entry.block = this;
      for (var column = 0; column < Need.COLUMNS; column++) {
        columns[column * BLOCK + place] = held[column];
      }
    }

    private void sumUp(int column) {
      var sum = column < Need.NUMBERS ? Long.MIN_VALUE : 0;
      for (var at = column * BLOCK; at < column * BLOCK + size; at++) {
        sum = both(column, sum, columns[at]);
      }
      own[column] = sum;
    }

    private boolean sumUpAll(int column) {
      var sum = own[column];
      if (left != null) {
        sum = both(column, sum, left.all[column]);
      }
      if (right != null) {
        sum = both(column, sum, right.all[column]);
      }
      var changed = sum != all[column];
      all[column] = sum;
      return changed;
    }

    private boolean sumUpAll() {
      var changed = false;
      for (var column = 0; column < Need.COLUMNS; column++) {
        changed |= sumUpAll(column);
      }
      return changed;
    }

    private static long both(int column, long a, long b) {
      return column < Need.NUMBERS ? Math.max(a, b) : a | b;
    }
  }

  boolean isEmpty() {
    return root == null;
  }

  /**
   * Adds an entry that is in no tree.
   *
   * @param held what it can do, {@link Need#COLUMNS} numbers and masks; copied
   */
  void add(T entry, long[] held) {
    var block = blockFor(entry);
    if (block.size == BLOCK) {
      var next = split(block);
      block = entry.compareByRank(next.entries[0]) > 0 ? next : block;
    }
    var place = block.size;
    while (place > 0 && block.entries[place - 1].compareByRank(entry) > 0) {
      place--;
    }
    block.move(place, place + 1, block.size - place);
    block.put(place, entry, held);
    block.size++;
    for (var column = 0; column < Need.COLUMNS; column++) {
      block.own[column] = Block.both(column, block.own[column], held[column]);
    }
    sumUpFrom(block);
  }

  /** Changes what an entry can do. */
  void set(T entry, int column, long value) {
    var block = blockOf(entry);
    var at = column * BLOCK + block.placeOf(entry);
    if (block.columns[at] != value) {
      block.columns[at] = value;
      block.sumUp(column);
      for (var up = block; up != null && up.sumUpAll(column); ) {
        up = up.parent;
      }
    }
  }

  /** Takes an entry out. */
  void remove(T entry) {
    var block = blockOf(entry);
    var place = block.placeOf(entry);
    entry.block = null;
    block.size--;
    block.move(place + 1, place, block.size - place);
    block.entries[block.size] = block.entries[0];
    if (block.size == 0) {
      unhang(block);
      return;
    }
    if (block.size <= SPARSE) {
      empty(block);
    }
    if (block.size > 0) {
      sumUp(block);
    }
  }

  /** The first entry of all that meets the need and passes the test. */
  @Nullable T first(Need wanted, Predicate<T> passes) {
    return first(wanted, passes, Long.MIN_VALUE, 0, Long.MAX_VALUE);
  }

  /**
   * The first such entry from a place on.
   *
   * @param rank least rank
   * @param ring least ring, unsigned, of entries of that rank
   * @param until largest rank
   */
  @Nullable T first(Need wanted, Predicate<T> passes, long rank, long ring, long until) {
    need = wanted;
    test = passes;
    fromRank = rank;
    fromRing = ring;
    untilRank = until;
    return search(root, rank != Long.MIN_VALUE || ring != 0);
  }

  private @Nullable T search(@Nullable Block<T> block, boolean bounded) {
    if (block == null || !need.isMetBy(block.all)) {
      return null;
    }
    if (bounded && isBeforeStart(block.last())) {
      return search(block.right, true);
    }
    var start = bounded ? startIn(block) : 0;
    var found = start == 0 ? search(block.left, bounded) : null;
    if (found != null || block.entries[0].rank > untilRank) {
      return found;
    }
    found = need.isMetBy(block.own) ? scan(block, start) : null;
    return found != null ? found : search(block.right, false);
  }

  private @Nullable T scan(Block<T> block, int start) {
    for (var place = start; place < block.size; place++) {
      if (need.isMetBy(block.columns, place, BLOCK)) {
        var entry = block.entry(place);
        if (entry.rank > untilRank) {
          return null;
        }
        if (test.test(entry)) {
          return entry;
        }
      }
    }
    return null;
  }

  private int startIn(Block<T> block) {
    var place = 0;
    while (isBeforeStart(block.entries[place])) {
      place++;
    }
    return place;
  }

  private boolean isBeforeStart(Ranked entry) {
    return entry.rank < fromRank
        || (entry.rank == fromRank && Long.compareUnsigned(entry.ring, fromRing) < 0);
  }

  @SuppressWarnings("unchecked")
  private Block<T> blockOf(T entry) {
    if (entry.block == null) {
      throw new IllegalStateException("in no tree: " + entry.id);
    }
    return (Block<T>) entry.block;
  }

  private Block<T> blockFor(T entry) {
    if (root == null) {
      root = new Block<>(nextPriority());
    }
    var block = root;
    while (true) {
      if (block.size == 0) {
        return block;
      }
      var next =
          entry.compareByRank(block.entries[0]) < 0
              ? block.left
              : entry.compareByRank(block.last()) > 0 ? block.right : null;
      if (next == null) {
        return block;
      }
      block = next;
    }
  }

  /** Moves the upper half of a block into a new one behind it. */
  private Block<T> split(Block<T> block) {
    var next = new Block<T>(nextPriority());
    block.moveTo(next, BLOCK / 2, 0, BLOCK / 2);
    block.size = BLOCK / 2;
    next.size = BLOCK / 2;
    for (var column = 0; column < Need.COLUMNS; column++) {
      block.sumUp(column);
      next.sumUp(column);
    }
    hangBehind(block, next);
    return next;
  }

  /** Moves what is left of a sparse block into the next one, if it has room. */
  private void empty(Block<T> block) {
    var next = next(block);
    if (next != null && next.size + block.size <= BLOCK - SPARSE) {
      next.move(0, block.size, next.size);
      block.moveTo(next, 0, 0, block.size);
      next.size += block.size;
      block.size = 0;
      unhang(block);
      sumUp(next);
    }
  }

  private @Nullable Block<T> next(Block<T> block) {
    if (block.right != null) {
      var next = block.right;
      while (next.left != null) {
        next = next.left;
      }
      return next;
    }
    var child = block;
    var next = block.parent;
    while (next != null && next.right == child) {
      child = next;
      next = next.parent;
    }
    return next;
  }

  private void hangBehind(Block<T> block, Block<T> added) {
    if (block.right == null) {
      block.right = added;
      added.parent = block;
    } else {
      var next = block.right;
      while (next.left != null) {
        next = next.left;
      }
      next.left = added;
      added.parent = next;
    }
    sumUpFrom(block);
    sumUpFrom(added);
    while (added.parent != null && added.parent.priority < added.priority) {
      rotateUp(added);
    }
  }

  private void unhang(Block<T> block) {
    while (block.left != null && block.right != null) {
      rotateUp(block.left.priority > block.right.priority ? block.left : block.right);
    }
    var child = block.left != null ? block.left : block.right;
    var parent = block.parent;
    if (child != null) {
      child.parent = parent;
    }
    replace(parent, block, child);
    if (parent != null) {
      sumUpFrom(parent);
    }
  }

  private void rotateUp(Block<T> block) {
    var parent = block.parent;
    if (parent == null) {
      return;
    }
    var above = parent.parent;
    Block<T> moved;
    if (parent.left == block) {
      moved = block.right;
      parent.left = moved;
      block.right = parent;
    } else {
      moved = block.left;
      parent.right = moved;
      block.left = parent;
    }
    if (moved != null) {
      moved.parent = parent;
    }
    parent.parent = block;
    block.parent = above;
    replace(above, parent, block);
    parent.sumUpAll();
    block.sumUpAll();
  }

  private void replace(@Nullable Block<T> parent, Block<T> child, @Nullable Block<T> by) {
    if (parent == null) {
      root = by;
    } else if (parent.left == child) {
      parent.left = by;
    } else {
      parent.right = by;
    }
  }

  private void sumUp(Block<T> block) {
    for (var column = 0; column < Need.COLUMNS; column++) {
      block.sumUp(column);
    }
    sumUpFrom(block);
  }

  private void sumUpFrom(Block<T> block) {
    for (var up = block; up != null && up.sumUpAll(); ) {
      up = up.parent;
    }
  }

  private long nextPriority() {
    seed ^= seed << 13;
    seed ^= seed >>> 7;
    seed ^= seed << 17;
    return seed;
  }
}
