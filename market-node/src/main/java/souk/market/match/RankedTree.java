package souk.market.match;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Entries in the order of their ranks, searched for the first that covers an {@link Outline} and
 * passes a test. Blocks of neighbours hang in a {@link BlockTree}; each knows what anything below
 * it covers, so a search passes over all that cannot do. Adding, removing and finding cost the
 * logarithm of the number of entries and the size of a block; a search costs more where many blocks
 * have entries that together cover a need, but none that does alone.
 *
 * @param <T> the entries
 */
final class RankedTree<T extends Ranked> {
  private static final int SPARSE = Block.MOST / 4;

  private final BlockTree<T> blocks = new BlockTree<>();

  private Outline need = new Outline();
  private Predicate<T> test = _ -> true;
  private long fromRank;
  private long fromRing;
  private long untilRank;
  private boolean isLastOfRank;

  boolean isEmpty() {
    return blocks.root() == null;
  }

  /**
   * Adds an entry that is in no tree.
   *
   * @param outline what it covers; copied
   */
  void add(T entry, Outline outline) {
    var block = blockFor(entry);
    if (block.size() == Block.MOST) {
      var next = blocks.split(block);
      block = next.isBefore(0, entry) ? next : block;
    }
    block.add(entry, outline);
    blocks.includeFrom(block, outline);
  }

  /** Changes what an entry covers. */
  void set(T entry, Outline outline) {
    var block = blockOf(entry);
    if (block.set(entry, outline)) {
      blocks.sumUpFrom(block);
    }
  }

  /** Takes an entry out. */
  void remove(T entry) {
    var block = blockOf(entry);
    block.remove(entry);
    var next = block.size() <= SPARSE ? blocks.next(block) : null;
    if (next != null && next.size() + block.size() <= Block.MOST - SPARSE) {
      block.giveAll(next);
      blocks.sumUpFrom(next);
    }
    if (block.size() == 0) {
      blocks.remove(block);
    } else {
      blocks.sumUpFrom(block);
    }
  }

  /** The first entry of all that covers the need and passes the test. */
  @Nullable T first(Outline wanted, Predicate<T> passes) {
    return first(wanted, passes, Long.MIN_VALUE, 0, Long.MAX_VALUE);
  }

  /** Such an entry of the least rank; of several, the first clockwise from a place on the ring. */
  @Nullable T firstOnRing(Outline wanted, Predicate<T> passes, long ring) {
    var first = first(wanted, passes);
    if (first == null || isLastOfRank) {
      return first;
    }
    var onwards = first(wanted, passes, first.rank, ring, first.rank);
    return onwards == null ? first : onwards;
  }

  /** The first such entry behind another. */
  @Nullable T firstBehind(Outline wanted, Predicate<T> passes, T other) {
    return first(
        wanted,
        entry -> entry.compareByRank(other) > 0 && passes.test(entry),
        other.rank,
        other.ring,
        Long.MAX_VALUE);
  }

  private @Nullable T first(Outline wanted, Predicate<T> passes, long rank, long ring, long until) {
    need = wanted;
    test = passes;
    fromRank = rank;
    fromRing = ring;
    untilRank = until;
    return search(blocks.root(), rank != Long.MIN_VALUE);
  }

  private @Nullable T search(@Nullable Block<T> block, boolean bounded) {
    if (block == null || !need.isCoveredBy(block.all)) {
      return null;
    }
    if (bounded && isBeforeStart(block, block.size() - 1)) {
      return search(block.right, true);
    }
    var start = bounded ? startIn(block) : 0;
    var found = start == 0 ? search(block.left, bounded) : null;
    if (found != null || block.rank(0) > untilRank) {
      return found;
    }
    found = need.isCoveredBy(block.own) ? scan(block, start) : null;
    return found != null ? found : search(block.right, false);
  }

  private @Nullable T scan(Block<T> block, int start) {
    var size = block.size();
    for (var place = start; place < size; place++) {
      if (block.covers(place, need)) {
        var rank = block.rank(place);
        if (rank > untilRank) {
          return null;
        }
        var entry = block.entry(place);
        if (test.test(entry)) {
          isLastOfRank = place + 1 < size && block.rank(place + 1) != rank;
          return entry;
        }
      }
    }
    return null;
  }

  private int startIn(Block<T> block) {
    var place = 0;
    while (isBeforeStart(block, place)) {
      place++;
    }
    return place;
  }

  private boolean isBeforeStart(Block<T> block, int place) {
    return block.isBefore(place, fromRank, fromRing);
  }

  @SuppressWarnings("unchecked")
  private Block<T> blockOf(T entry) {
    if (entry.block == null) {
      throw new IllegalStateException("in no tree: " + entry.id);
    }
    return (Block<T>) entry.block;
  }

  private Block<T> blockFor(T entry) {
    var next = blocks.root();
    if (next == null) {
      return blocks.plant();
    }
    Block<T> block;
    do {
      block = next;
      next =
          !block.isBefore(0, entry)
              ? block.left
              : block.isBefore(block.size() - 1, entry) ? block.right : null;
    } while (next != null);
    return block;
  }
}
