package souk.testnet.survival;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What goes wrong next, and when: the same for the same seed. Not thread-safe. */
final class Strikes {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST_GAP = Duration.ofSeconds(4);
  private static final Duration LONGEST_LAG = Duration.ofMillis(600);
  private static final int DEEPEST_REORG = 2;

  private final Random random;
  private final List<String> nodes;
  private final Duration longest;

  /**
   * @param nodes whom it may strike
   * @param longest the longest outage, over a second
   */
  Strikes(long seed, List<String> nodes, Duration longest) {
    this.random = new Random(seed);
    this.nodes = List.copyOf(nodes);
    this.longest = longest;
  }

  /** How long it is calm before the next. */
  Duration gap() {
    return between(SHORTEST, LONGEST_GAP);
  }

  Strike next() {
    var node = nodes.get(random.nextInt(nodes.size()));
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> new Strike.Kill(node, outage());
      case 3, 4 -> new Strike.Pause(node, outage());
      case 5 -> new Strike.CutFromChain(node, outage());
      case 6 -> new Strike.CutFromMarkets(node, outage());
      case 7, 8 -> new Strike.Slow(node, between(Duration.ofMillis(50), LONGEST_LAG), outage());
      default -> new Strike.Reorg(1 + random.nextInt(DEEPEST_REORG));
    };
  }

  private Duration outage() {
    return between(SHORTEST, longest);
  }

  private Duration between(Duration least, Duration most) {
    return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
  }
}
