package souk.market.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import souk.protocol.value.Hash;

/** A tree finds what a look at every entry finds, while it grows to many blocks and shrinks. */
class RankedTreePropertiesTest {
  private static final int MOST = 60 * Block.MOST;
  private static final int STEPS = 3 * MOST;
  private static final Comparator<Entry> ORDER = Entry::compareByRank;

  /** An entry, and whether it would pass a test. */
  private static final class Entry extends Ranked {
    final boolean passes;

    Entry(Random random) {
      super(id(random), random.nextInt(40));
      passes = random.nextInt(3) > 0;
      describe(random);
    }

    void describe(Random random) {
      Stream.of(Outline.FUEL, Outline.MEMORY, Outline.SPEED, Outline.COVER)
          .forEach(lane -> outline.set(lane, random.nextInt(1000)));
      outline.setLess(Outline.PRICE, random.nextInt(1000));
      outline.setTags(new long[] {random.nextLong(), 0, 0, 0});
      outline.setEngine(1L << random.nextInt(2));
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 12);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void findsWhatALookAtAllFinds(long seed) {
    var random = new Random(seed);
    var tree = new RankedTree<Entry>();
    var entries = new ArrayList<Entry>();

    for (var step = 0; step < STEPS; step++) {
      var isGrowing = step / MOST % 2 == 0;
      change(tree, entries, random, isGrowing);
      if (step % 7 == 0) {
        requireFindsTheSame(tree, entries, random);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isEmptyWhenAllIsTakenOut(long seed) {
    var random = new Random(seed);
    var tree = new RankedTree<Entry>();
    var entries = new ArrayList<Entry>();
    for (var number = 0; number < MOST; number++) {
      change(tree, entries, random, true);
    }

    while (!entries.isEmpty()) {
      remove(tree, entries, random);
    }

    assertThat(tree.isEmpty()).isTrue();
  }

  private static void change(
      RankedTree<Entry> tree, List<Entry> entries, Random random, boolean isGrowing) {
    var isMore = random.nextInt(4) > 0 == isGrowing;
    if (entries.isEmpty() || isMore) {
      var entry = new Entry(random);
      entries.add(entry);
      tree.add(entry, entry.outline);
    } else if (random.nextInt(3) == 0) {
      var entry = entries.get(random.nextInt(entries.size()));
      entry.describe(random);
      tree.set(entry, entry.outline);
    } else {
      remove(tree, entries, random);
    }
  }

  private static void remove(RankedTree<Entry> tree, List<Entry> entries, Random random) {
    var entry = entries.remove(random.nextInt(entries.size()));
    tree.remove(entry);
    assertThat(entry.isListed()).isFalse();
  }

  private static void requireFindsTheSame(
      RankedTree<Entry> tree, List<Entry> entries, Random random) {
    var need = need(random);
    var fitting =
        entries.stream()
            .filter(it -> it.passes && need.isCoveredBy(it.outline))
            .sorted(ORDER)
            .toList();
    Predicate<Entry> passes = it -> it.passes;

    var first = fitting.isEmpty() ? null : fitting.getFirst();
    assertThat(tree.first(need, passes)).isSameAs(first);

    var ring = id(random).leadingBits();
    var onRing =
        fitting.stream()
            .filter(it -> it.rank == fitting.getFirst().rank)
            .min(Comparator.comparing(it -> it.ring - ring, Long::compareUnsigned));
    assertThat(tree.firstOnRing(need, passes, ring)).isSameAs(onRing.orElse(null));

    var other = entries.isEmpty() ? new Entry(random) : entries.get(random.nextInt(entries.size()));
    var behind = fitting.stream().filter(it -> it.compareByRank(other) > 0).findFirst();
    assertThat(tree.firstBehind(need, passes, other)).isSameAs(behind.orElse(null));
  }

  private static Outline need(Random random) {
    var need = new Outline();
    need.set(Outline.FUEL, random.nextInt(1000));
    need.set(Outline.SPEED, random.nextInt(1000));
    need.setLess(Outline.PRICE, random.nextInt(2000));
    need.setTags(new long[] {1L << random.nextInt(Long.SIZE), 0, 0, 0});
    need.setEngine(random.nextInt(2));
    need.setAnyTags(random.nextInt(4));
    return need;
  }

  private static Hash id(Random random) {
    var bytes = new byte[Hash.SIZE];
    random.nextBytes(bytes);
    return Hash.of(bytes);
  }
}
