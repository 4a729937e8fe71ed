package souk.runtime.state;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A memory written to at random, as a guest does it. */
final class RandomMemory {
  private static final int PAGE_BYTES = 65_536;

  private final RandomGenerator random;
  private byte[] bytes = {};

  RandomMemory(long seed) {
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  byte[] bytes() {
    return bytes;
  }

  int pages() {
    return bytes.length / PAGE_BYTES;
  }

  List<Long> globals() {
    return List.of(random.nextLong(), random.nextLong(), random.nextLong());
  }

  /** Grows sometimes, writes here and there, sets some ranges to zero, and leaves much as it is. */
  void change() {
    if (random.nextInt(3) == 0) {
      bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(4) * PAGE_BYTES);
    }
    for (var writes = bytes.length == 0 ? 0 : random.nextInt(12); writes > 0; writes--) {
      var from = random.nextInt(bytes.length);
      var to = (int) Math.min(bytes.length, from + random.nextLong(1, 20_000));
      if (random.nextBoolean()) {
        Arrays.fill(bytes, from, to, (byte) 0);
      } else {
        for (var at = from; at < to; at += random.nextInt(1, 3_000)) {
          bytes[at] = (byte) random.nextInt();
        }
      }
    }
  }
}
