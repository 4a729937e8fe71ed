package souk.market.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import souk.protocol.value.Hash;

/** Entries by id are found, replaced, removed and listed as a linked map of the JDK does. */
class ByIdTest {
  private static final int STEPS = 4_000;

  /** An entry of nothing but an id. */
  private static final class Entry extends Ranked {
    Entry(Hash id) {
      super(id, 0);
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void holdsWhatWasPut(long seed) {
    var random = new Random(seed);
    var ids = new ById<Entry>();
    var expected = new LinkedHashMap<Hash, Entry>();

    for (var step = 0; step < STEPS; step++) {
      var id = id(random);
      switch (random.nextInt(3)) {
        case 0 -> assertThat(ids.remove(id)).isSameAs(expected.remove(id));
        case 1 -> assertThat(ids.get(id)).isSameAs(expected.get(id));
        default -> {
          var entry = new Entry(id);
          assertThat(ids.put(entry)).isSameAs(expected.remove(id));
          expected.put(id, entry);
        }
      }
    }

    assertThat(ids.size()).isEqualTo(expected.size());
    assertThat(ids.all()).isEqualTo(new ArrayList<>(expected.values()));
    expected.forEach((id, entry) -> assertThat(ids.get(id)).isSameAs(entry));
  }

  /** Many ids that start with the same 64 bits, and many that are next to each other. */
  private static Hash id(Random random) {
    var bytes = new byte[Hash.SIZE];
    if (random.nextBoolean()) {
      bytes[Hash.SIZE - 1] = (byte) random.nextInt(64);
    } else {
      Arrays.fill(bytes, (byte) random.nextInt(3));
      bytes[Long.BYTES - 1] = (byte) random.nextInt(256);
      bytes[Long.BYTES - 2] = (byte) random.nextInt(2);
    }
    return Hash.of(bytes);
  }
}
