package souk.protocol.job;

import java.util.Arrays;
import java.util.HexFormat;
import souk.protocol.value.Hash;

/**
 * The compressed secp256k1 key an output is encrypted to (SEC 1, section 2.3.3).
 *
 * @param prefix first byte, 2 or 3
 * @param x the other 32 bytes
 */
public record OutputKey(int prefix, Hash x) {
  /** Size of the compressed key in bytes. */
  public static final int SIZE = 33;

  /**
   * @throws IllegalArgumentException if the prefix is not 2 or 3
   */
  public OutputKey {
    if (prefix != 2 && prefix != 3) {
      throw new IllegalArgumentException("a compressed key begins with 2 or 3, not " + prefix);
    }
  }

  /**
   * Reads the 33 bytes of a compressed key.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static OutputKey of(byte[] compressed) {
    if (compressed.length != SIZE) {
      throw new IllegalArgumentException("a compressed key has 33 bytes, not " + compressed.length);
    }
    return new OutputKey(compressed[0], Hash.of(Arrays.copyOfRange(compressed, 1, SIZE)));
  }

  /** The 33 bytes of the compressed key. */
  public byte[] compressed() {
    var bytes = new byte[SIZE];
    bytes[0] = (byte) prefix;
    System.arraycopy(x.bytes(), 0, bytes, 1, Hash.SIZE);
    return bytes;
  }

  /** {@code 0x} and 66 hexadecimal digits. */
  @Override
  public String toString() {
    return "0x" + HexFormat.of().formatHex(compressed());
  }
}
