package souk.protocol.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * A 20-byte account address.
 *
 * <p>Text form: {@code 0x} and 40 lower-case hexadecimal digits; parsing takes digits of either
 * case and does not check an EIP-55 checksum.
 */
public final class Address implements Comparable<Address> {
  /** Size in bytes. */
  public static final int SIZE = 20;

  // Before the constant below, which needs them.
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** The zero address: nobody. */
  public static final Address ZERO = new Address(new byte[SIZE]);

  private final long first;
  private final long second;
  private final int third;

  private Address(byte[] bytes) {
    this.first = (long) LONGS.get(bytes, 0);
    this.second = (long) LONGS.get(bytes, Long.BYTES);
    this.third = (int) INTS.get(bytes, 2 * Long.BYTES);
  }

  /**
   * Takes the given bytes.
   *
   * @param bytes exactly 20 bytes
   * @throws IllegalArgumentException if the length is not 20
   */
  public static Address of(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("an address has 20 bytes, not " + bytes.length);
    }
    return new Address(bytes);
  }

  /**
   * Parses the text form; the {@code 0x} prefix may be left out.
   *
   * @throws IllegalArgumentException if the text is not 40 hexadecimal digits
   */
  public static Address parse(String text) {
    return new Address(Hex.parse(text, SIZE, "address"));
  }

  /** Returns the 20 bytes, a new array each time. */
  public byte[] bytes() {
    var bytes = new byte[SIZE];
    LONGS.set(bytes, 0, first);
    LONGS.set(bytes, Long.BYTES, second);
    INTS.set(bytes, 2 * Long.BYTES, third);
    return bytes;
  }

  /** Whether this is {@link #ZERO}. */
  public boolean isZero() {
    return (first | second | third) == 0;
  }

  /** Compares as unsigned big-endian numbers. */
  @Override
  public int compareTo(Address other) {
    if (first != other.first) {
      return Long.compareUnsigned(first, other.first);
    }
    return second == other.second
        ? Integer.compareUnsigned(third, other.third)
        : Long.compareUnsigned(second, other.second);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Address address
        && first == address.first
        && second == address.second
        && third == address.third;
  }

  @Override
  public int hashCode() {
    return Long.hashCode((first * 31 + second) * 31 + third);
  }

  /** The text form. */
  @Override
  public String toString() {
    return "0x" + HexFormat.of().formatHex(bytes());
  }
}
