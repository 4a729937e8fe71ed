package souk.settlement.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.ProviderSnapshot;
import souk.settlement.journal.Journal;

/** After whatever reorgs, the index is what one is that reads the chain anew. */
class IndexReorgPropertiesTest {
  private static final int STEPS = 100;
  private static final int DEEPEST = 64;

  @TempDir private Path directory;
  private final FakeChain chain = new FakeChain();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void isWhatARebuildIs(long seed) {
    var random = new Random(seed);
    var journal = Journal.open(directory.resolve("index.db"));
    var index = idle(journal);
    var mirror = new Mirror(index);
    for (var step = 0; step < STEPS; step++) {
      happen(random);
      catchUp(index);
      if (random.nextInt(15) == 0) {
        journal.close();
        journal = Journal.open(directory.resolve("index.db"));
        index = idle(journal);
        mirror = new Mirror(index);
        catchUp(index);
      }
      requireEqual(mirror, index);
      if (step % 10 == 9) {
        IndexedMarket.of(index, IndexedMarket.parties()).requireSameAs(rebuilt(step));
      }
    }
    journal.close();
  }

  private void happen(Random random) {
    switch (random.nextInt(4)) {
      case 0 -> mine(random, 1 + random.nextInt(150));
      case 1 -> mine(random, 1);
      default -> {
        var depth = 1 + random.nextInt(random.nextBoolean() ? DEEPEST : 4);
        chain.fork(depth);
        mine(random, Math.max(1, depth - 2 + random.nextInt(5)));
      }
    }
    if (random.nextInt(5) == 0) {
      var depth = 1 + random.nextInt(DEEPEST);
      chain.beforeNextLogs(
          () -> {
            chain.fork(depth);
            mine(random, depth + 1);
          });
    }
    chain.lag(random.nextInt(3) == 0 ? random.nextInt(20) : 0);
  }

  private void mine(Random random, int blocks) {
    for (var i = 0; i < blocks; i++) {
      chain.mine(random, random.nextInt(4));
    }
  }

  private JobIndex idle(Journal journal) {
    return JobIndex.idle(chain.asChain(), journal, Duration.ZERO, () -> true);
  }

  /** Lets the index see first what a lagging endpoint shows, then all. */
  private void catchUp(JobIndex index) {
    run(index);
    chain.lag(0);
    run(index);
    assertThat(index.head()).contains(chain.head());
  }

  private static void run(JobIndex index) {
    for (var quiet = 0; quiet < 3; ) {
      quiet = step(index) ? 0 : quiet + 1;
    }
  }

  private static boolean step(JobIndex index) {
    try {
      return index.step();
    } catch (ChainException e) {
      assertThat(e.isRetryable()).isTrue();
      return false;
    }
  }

  private IndexedMarket rebuilt(int step) {
    try (var journal = Journal.open(directory.resolve("rebuilt-%d.db".formatted(step)))) {
      var index = idle(journal);
      run(index);
      return IndexedMarket.of(index, IndexedMarket.parties());
    }
  }

  private static void requireEqual(Mirror mirror, JobIndex index) {
    assertThat(mirror.live.values())
        .containsExactlyInAnyOrderElementsOf(
            index.live().stream().map(IndexedMarket::job).toList());
    assertThat(mirror.offers.values()).containsExactlyInAnyOrderElementsOf(index.offers());
    assertThat(mirror.agents.values()).containsExactlyInAnyOrderElementsOf(index.agents());
    assertThat(mirror.providers)
        .isEqualTo(
            index.providers().stream()
                .collect(
                    Collectors.toMap(
                        ProviderSnapshot::address,
                        Function.identity(),
                        (one, other) -> one,
                        HashMap::new)));
  }
}
