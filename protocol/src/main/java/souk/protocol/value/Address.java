package souk.protocol.value;

import java.util.Arrays;
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

  /** The zero address: nobody. */
  public static final Address ZERO = new Address(new byte[SIZE]);

  private final byte[] bytes;

  private Address(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Wraps a copy of the given bytes.
   *
   * @param bytes exactly 20 bytes
   * @throws IllegalArgumentException if the length is not 20
   */
  public static Address of(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("an address has 20 bytes, not " + bytes.length);
    }
    return new Address(bytes.clone());
  }

  /**
   * Parses the text form; the {@code 0x} prefix may be left out.
   *
   * @throws IllegalArgumentException if the text is not 40 hexadecimal digits
   */
  public static Address parse(String text) {
    return new Address(Hex.parse(text, SIZE, "address"));
  }

  /** Returns a copy of the 20 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Whether this is {@link #ZERO}. */
  public boolean isZero() {
    return equals(ZERO);
  }

  /** Compares as unsigned big-endian numbers. */
  @Override
  public int compareTo(Address other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Address address && Arrays.equals(bytes, address.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The text form. */
  @Override
  public String toString() {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
