package souk.market.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An outline forgets what is fine, and never says no where the numbers say yes. */
class OutlineTest {
  private static final int LANES = 7;

  private static final int[] ADDING = {
    Outline.FUEL, Outline.MEMORY, Outline.STAKE, Outline.SPEED, Outline.RECORD, Outline.COVER
  };

  /** An outline and what it was made of. */
  private static final class Made {
    final Outline outline;
    final long[] numbers;
    final long[] tags;
    final long engine;

    Made(Outline outline, long[] numbers, long[] tags, long engine) {
      this.outline = outline;
      this.numbers = numbers;
      this.tags = tags;
      this.engine = engine;
    }

    static Made by(Random random) {
      var outline = new Outline();
      var numbers = LongStream.generate(() -> number(random)).limit(LANES).toArray();
      for (var lane : ADDING) {
        outline.set(lane, numbers[lane]);
      }
      outline.setLess(Outline.PRICE, numbers[Outline.PRICE]);
      var tags = LongStream.generate(() -> few(random)).limit(4).toArray();
      outline.setTags(tags);
      var engine = 1L << random.nextInt(Long.SIZE);
      outline.setEngine(engine);
      return new Made(outline, numbers, tags, engine);
    }

    boolean serves(Made job) {
      for (var lane : ADDING) {
        if (numbers[lane] < job.numbers[lane]) {
          return false;
        }
      }
      return numbers[Outline.PRICE] <= job.numbers[Outline.PRICE]
          && Words.containAll(tags, job.tags)
          && engine == job.engine;
    }

    /** A job that this offer just serves or serves well. */
    Made served(Random random) {
      var less = numbers.clone();
      var outline = new Outline();
      for (var lane : ADDING) {
        less[lane] -= random.nextBoolean() ? 0 : (long) (random.nextDouble() * less[lane]);
        outline.set(lane, less[lane]);
      }
      less[Outline.PRICE] += (long) (random.nextDouble() * (Long.MAX_VALUE - less[Outline.PRICE]));
      outline.setLess(Outline.PRICE, less[Outline.PRICE]);
      var fewer = tags.clone();
      fewer[random.nextInt(fewer.length)] &= random.nextLong();
      outline.setTags(fewer);
      outline.setEngine(engine);
      return new Made(outline, less, fewer, engine);
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 500);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatServesCovers(long seed) {
    var random = new Random(seed);
    var offer = Made.by(random);
    var job = offer.served(random);

    assertThat(offer.serves(job)).isTrue();
    assertThat(job.outline.isCoveredBy(offer.outline)).isTrue();
    assertThat(turned(offer.outline).isCoveredBy(turned(job.outline))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void turnedOverTheOtherCovers(long seed) {
    var random = new Random(seed);
    var one = Made.by(random).outline;
    var other = Made.by(random).outline;

    assertThat(turned(one).isCoveredBy(turned(other))).isEqualTo(other.isCoveredBy(one));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatLacksATenthInOneNumberDoesNotCover(long seed) {
    var random = new Random(seed);
    var offer = Made.by(random);
    var job = offer.served(random).outline;
    var lane = ADDING[random.nextInt(ADDING.length)];
    var wanted = Math.max(1, number(random) >>> 1);

    job.set(lane, wanted);
    offer.outline.set(lane, wanted - Math.max(1, wanted / 10));

    assertThat(job.isCoveredBy(offer.outline)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theUnionCoversWhatEitherCoversAndNoMoreThanNeeded(long seed) {
    var random = new Random(seed);
    var one = Made.by(random);
    var other = Made.by(random);
    var union = new Outline();

    assertThat(union.include(one.outline)).isTrue();
    union.include(other.outline);

    assertThat(one.outline.isCoveredBy(union)).isTrue();
    assertThat(other.outline.isCoveredBy(union)).isTrue();
    assertThat(union.include(one.outline)).isFalse();
    for (var lane : ADDING) {
      var larger = Math.max(one.numbers[lane], other.numbers[lane]);
      assertThat(reachOf(union, lane)).isEqualTo(Outline.rounded(larger));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aLargerNumberIsNeverRoundedToASmaller(long seed) {
    var random = new Random(seed);
    var a = number(random);
    var b = random.nextBoolean() ? number(random) : Math.max(0, a + random.nextInt(3) - 1);

    assertThat(Outline.rounded(Math.max(a, b)))
        .isBetween(Outline.rounded(Math.min(a, b)), (1L << 15) - 1);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyOfSeveralTagsIsEnough(long seed) {
    var random = new Random(seed);
    var offer = new Outline();
    var tags = new long[] {few(random), few(random), few(random), few(random)};
    offer.setTags(tags);
    var asked = few(random);
    var job = new Outline();

    job.setAnyTags(asked);

    var held = tags[0] | tags[1] | tags[2] | tags[3];
    assertThat(job.isCoveredBy(offer)).isEqualTo(asked == 0 || (asked & held) != 0);
  }

  /** The largest rounded number that it covers in one lane. */
  private static long reachOf(Outline outline, int lane) {
    var most = 0L;
    for (var bit = 1L << (Long.SIZE - 2); bit > 0; bit >>>= 1) {
      var need = new Outline();
      need.set(lane, most | bit);
      most = need.isCoveredBy(outline) ? most | bit : most;
    }
    return Outline.rounded(most);
  }

  private static Outline turned(Outline outline) {
    var turned = new Outline();
    turned.turn(outline);
    return turned;
  }

  private static long number(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> Long.MAX_VALUE;
      default -> random.nextLong() >>> (1 + random.nextInt(63));
    };
  }

  private static long few(Random random) {
    return LongStream.range(0, random.nextInt(9))
        .map(_ -> 1L << random.nextInt(Long.SIZE))
        .reduce(0, (a, b) -> a | b);
  }
}
