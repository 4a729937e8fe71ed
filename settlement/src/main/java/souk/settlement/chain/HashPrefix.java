package souk.settlement.chain;

import java.util.Arrays;
import java.util.HexFormat;
import souk.protocol.value.Hash;

/**
 * The beginning of a hash: as much of it as a contract stores, 22 bytes of commitments and result
 * roots, 31 of answers. The whole hash is in the event that told of it.
 */
public final class HashPrefix {
  /** Of no hash: nothing is stored. */
  public static final HashPrefix NONE = new HashPrefix(new byte[0]);

  private static final int ANSWER_BYTES = Hash.SIZE - 1;

  private final byte[] bytes;

  private HashPrefix(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * What a contract stores; all zeros are nothing.
   *
   * @param bytes at most 32; copied
   * @throws IllegalArgumentException if there are more
   */
  public static HashPrefix of(byte[] bytes) {
    if (bytes.length > Hash.SIZE) {
      throw new IllegalArgumentException("no hash begins with %d bytes".formatted(bytes.length));
    }
    return isZero(bytes) ? NONE : new HashPrefix(bytes.clone());
  }

  /** Whether nothing is stored. */
  public boolean isNone() {
    return bytes.length == 0;
  }

  /** Whether that hash begins so; nothing begins with nothing. */
  public boolean begins(Hash hash) {
    return !isNone() && Arrays.equals(bytes, Arrays.copyOf(hash.bytes(), bytes.length));
  }

  /** Whether contracts take the two answers for the same, of which they keep all but a byte. */
  public static boolean isSameAnswer(Hash one, Hash other) {
    return Arrays.equals(one.bytes(), 0, ANSWER_BYTES, other.bytes(), 0, ANSWER_BYTES);
  }

  private static boolean isZero(byte[] bytes) {
    return Arrays.equals(bytes, new byte[bytes.length]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HashPrefix prefix && Arrays.equals(bytes, prefix.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** {@code 0x} and the digits stored. */
  @Override
  public String toString() {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
