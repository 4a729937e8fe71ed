package souk.protocol.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * A 32-byte digest or identifier: Keccak-256 for what the chain hashes (orders, commitments, result
 * roots), SHA-256 for blobs and state.
 *
 * <p>Text form: {@code 0x} and 64 lower-case hexadecimal digits.
 */
public final class Hash implements Comparable<Hash> {
  /** Size in bytes. */
  public static final int SIZE = 32;

  // Before the constant below, which needs it.
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** All zero bits: "none" wherever the protocol allows a digest to be absent. */
  public static final Hash ZERO = new Hash(new byte[SIZE]);

  private final long first;
  private final long second;
  private final long third;
  private final long fourth;

  private Hash(byte[] bytes) {
    this.first = (long) LONGS.get(bytes, 0);
    this.second = (long) LONGS.get(bytes, Long.BYTES);
    this.third = (long) LONGS.get(bytes, 2 * Long.BYTES);
    this.fourth = (long) LONGS.get(bytes, 3 * Long.BYTES);
  }

  /**
   * Takes the given bytes.
   *
   * @param bytes exactly 32 bytes
   * @throws IllegalArgumentException if the length is not 32
   */
  public static Hash of(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
    }
    return new Hash(bytes);
  }

  /**
   * Parses the text form; the {@code 0x} prefix may be left out, digits may be of either case.
   *
   * @throws IllegalArgumentException if the text is not 64 hexadecimal digits
   */
  public static Hash parse(String text) {
    return new Hash(Hex.parse(text, SIZE, "hash"));
  }

  /** Returns the 32 bytes, a new array each time. */
  public byte[] bytes() {
    var bytes = new byte[SIZE];
    LONGS.set(bytes, 0, first);
    LONGS.set(bytes, Long.BYTES, second);
    LONGS.set(bytes, 2 * Long.BYTES, third);
    LONGS.set(bytes, 3 * Long.BYTES, fourth);
    return bytes;
  }

  /** The first 64 bits, as an unsigned big-endian number. */
  public long leadingBits() {
    return first;
  }

  /** Whether every bit is zero. */
  public boolean isZero() {
    return (first | second | third | fourth) == 0;
  }

  /** Compares as unsigned big-endian numbers. */
  @Override
  public int compareTo(Hash other) {
    if (first != other.first) {
      return Long.compareUnsigned(first, other.first);
    }
    if (second != other.second) {
      return Long.compareUnsigned(second, other.second);
    }
    return third == other.third
        ? Long.compareUnsigned(fourth, other.fourth)
        : Long.compareUnsigned(third, other.third);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash
        && first == hash.first
        && second == hash.second
        && third == hash.third
        && fourth == hash.fourth;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(((first * 31 + second) * 31 + third) * 31 + fourth);
  }

  /** The text form. */
  @Override
  public String toString() {
    return "0x" + HexFormat.of().formatHex(bytes());
  }
}
