package souk.protocol.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hashes and addresses, kept in words, are what their bytes are. */
class WordsTest {
  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void hashesAreTheirBytes(long seed) {
    requireAreTheirBytes(new Random(seed), Hash.SIZE, Hash::of, Hash::bytes);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void addressesAreTheirBytes(long seed) {
    requireAreTheirBytes(new Random(seed), Address.SIZE, Address::of, Address::bytes);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aHashStartsWithItsLeadingBits(long seed) {
    var bytes = bytes(new Random(seed), Hash.SIZE);

    assertThat(Hash.of(bytes).leadingBits()).isEqualTo(ByteBuffer.wrap(bytes).getLong());
  }

  private static <T extends Comparable<T>> void requireAreTheirBytes(
      Random random, int size, Function<byte[], T> of, Function<T, byte[]> bytesOf) {
    var bytes = bytes(random, size);
    var other = bytes.clone();
    other[random.nextInt(size)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    var value = of.apply(bytes.clone());

    assertThat(bytesOf.apply(value)).isEqualTo(bytes);
    assertThat(value).isEqualTo(of.apply(bytes)).hasSameHashCodeAs(of.apply(bytes));
    assertThat(value).isNotEqualTo(of.apply(other));
    assertThat(Integer.signum(value.compareTo(of.apply(other))))
        .isEqualTo(Integer.signum(Arrays.compareUnsigned(bytes, other)));
    bytesOf.apply(value)[0]++;
    assertThat(bytesOf.apply(value)).isEqualTo(bytes);
  }

  private static byte[] bytes(Random random, int size) {
    var bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }
}
