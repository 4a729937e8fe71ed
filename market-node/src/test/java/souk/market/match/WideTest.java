package souk.market.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import souk.protocol.value.Amount;

/** Numbers of 128 bits count as the unbounded ones of the JDK do. */
class WideTest {
  private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(128);

  static LongStream seeds() {
    return LongStream.range(0, 500);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void addsAndSubtracts(long seed) {
    var random = new Random(seed);
    var a = number(random, 127);
    var b = number(random, 127);

    assertThat(exact(wide(a).plus(wide(b)))).isEqualTo(a.add(b));
    assertThat(exact(wide(a).minus(wide(b)))).isEqualTo(a.subtract(b).max(BigInteger.ZERO));
    assertThat(Integer.signum(wide(a).compareTo(wide(b)))).isEqualTo(a.compareTo(b));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void multipliesAndDivides(long seed) {
    var random = new Random(seed);
    var a = number(random, 90);
    var factor = random.nextLong(1L << 37);
    var divisor = 1 + random.nextInt(Integer.MAX_VALUE);
    var divisors = BigInteger.valueOf(divisor).subtract(BigInteger.ONE);

    assertThat(exact(wide(a).times(factor))).isEqualTo(a.multiply(BigInteger.valueOf(factor)));
    assertThat(exact(wide(a).dividedBy(divisor))).isEqualTo(a.divide(BigInteger.valueOf(divisor)));
    assertThat(exact(wide(a).dividedUpBy(divisor)))
        .isEqualTo(a.add(divisors).divide(BigInteger.valueOf(divisor)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void knowsItsBits(long seed) {
    var random = new Random(seed);
    var a = number(random, 127);
    var dropped = Math.max(0, a.bitLength() - 33);

    assertThat(wide(a).bits()).isEqualTo(a.bitLength());
    assertThat(wide(a).without(dropped)).isEqualTo(a.shiftRight(dropped).longValueExact());
    assertThat(wide(a).saturated())
        .isEqualTo(a.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void holdsAmountsAsFarAsItCan(long seed) {
    var a = number(new Random(seed), 256);

    assertThat(exact(wide(a))).isEqualTo(a.min(LIMIT.subtract(BigInteger.ONE)));
  }

  private static BigInteger number(Random random, int mostBits) {
    return new BigInteger(random.nextInt(mostBits + 1), random);
  }

  private static Wide wide(BigInteger number) {
    return Wide.of(new Amount(number));
  }

  private static BigInteger exact(Wide wide) {
    return wide.amount().units();
  }
}
