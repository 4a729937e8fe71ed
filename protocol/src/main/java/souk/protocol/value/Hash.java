package souk.protocol.value;

import java.util.Arrays;
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

  /** All zero bits: "none" wherever the protocol allows a digest to be absent. */
  public static final Hash ZERO = new Hash(new byte[SIZE]);

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Wraps a copy of the given bytes.
   *
   * @param bytes exactly 32 bytes
   * @throws IllegalArgumentException if the length is not 32
   */
  public static Hash of(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  /**
   * Parses the text form; the {@code 0x} prefix may be left out, digits may be of either case.
   *
   * @throws IllegalArgumentException if the text is not 64 hexadecimal digits
   */
  public static Hash parse(String text) {
    return new Hash(Hex.parse(text, SIZE, "hash"));
  }

  /** Returns a copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Whether every bit is zero. */
  public boolean isZero() {
    return equals(ZERO);
  }

  /** Compares as unsigned big-endian numbers. */
  @Override
  public int compareTo(Hash other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
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
