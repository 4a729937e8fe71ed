package souk.market.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.market.blob.BlobJobs.hash;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.protocol.value.Hash;

class PinsTest {
  private static final Hash JOB = hash("job");
  private static final Hash OTHER = hash("other");
  private static final Hash MODULE = hash("module");
  private static final Hash INPUT = hash("input");

  private final Pins pins = new Pins();

  @Test
  void tellsWhatIsPinnedForTheFirstTime() {
    assertThat(pins.set(Map.of(JOB, Set.of(MODULE, INPUT))).pinned())
        .containsExactlyInAnyOrder(MODULE, INPUT);
    assertThat(pins.set(Map.of(OTHER, Set.of(MODULE))).pinned()).isEmpty();
  }

  @Test
  void releasesWhatNoJobNamesAnyMore() {
    pins.set(Map.of(JOB, Set.of(MODULE, INPUT), OTHER, Set.of(MODULE)));

    assertThat(pins.set(Map.of(JOB, Set.of())).released()).containsExactly(INPUT);
    assertThat(pins.holds(MODULE)).isTrue();
    assertThat(pins.set(Map.of(OTHER, Set.of())).released()).containsExactly(MODULE);
    assertThat(pins.holds(MODULE)).isFalse();
  }

  @Test
  void aBlobThatPassesFromJobToJobIsNotReleased() {
    pins.set(Map.of(JOB, Set.of(MODULE)));

    var difference = pins.set(Map.of(JOB, Set.of(), OTHER, Set.of(MODULE)));

    assertThat(difference.released()).isEmpty();
    assertThat(difference.pinned()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void equalsWhatAllJobsNameAfterAnyChanges(long seed) {
    var random = new Random(seed);
    var truth = new HashMap<Hash, Set<Hash>>();
    var held = new HashSet<Hash>();
    for (var i = 0; i < 2000; i++) {
      var names = new HashSet<Hash>();
      for (var n = random.nextInt(4); n > 0; n--) {
        names.add(hash("blob" + random.nextInt(30)));
      }
      var job = hash("job" + random.nextInt(20));
      truth.put(job, names);

      var difference = pins.set(Map.of(job, Set.copyOf(names)));
      held.addAll(difference.pinned());
      difference.released().forEach(held::remove);

      var expected = new HashSet<Hash>();
      truth.values().forEach(expected::addAll);
      assertThat(pins.blobs()).isEqualTo(expected).isEqualTo(held);
    }
  }
}
