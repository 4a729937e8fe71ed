package souk.protocol.value;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A signature over a 32-byte digest, as the contracts take it: empty, 65 bytes {@code r || s || v}
 * of secp256k1 (v 27 or 28), or whatever a contract wallet answers for (ERC-1271), up to 1 KiB.
 */
public final class Signature {
  /** Size of a secp256k1 signature in bytes. */
  public static final int ECDSA_SIZE = 65;

  /** Most bytes any signature has. */
  public static final int MAX_SIZE = 1024;

  /** No signature: for an order that already stands on chain. */
  public static final Signature NONE = new Signature(new byte[0]);

  private final byte[] bytes;

  private Signature(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Wraps a copy of the given bytes.
   *
   * @throws IllegalArgumentException if there are more than {@link #MAX_SIZE}
   */
  public static Signature of(byte[] bytes) {
    if (bytes.length > MAX_SIZE) {
      throw new IllegalArgumentException(
          "a signature has at most %d bytes, not %d".formatted(MAX_SIZE, bytes.length));
    }
    return new Signature(bytes.clone());
  }

  /**
   * Parses hexadecimal text with or without {@code 0x}.
   *
   * @throws IllegalArgumentException if it is not hexadecimal or too long
   */
  public static Signature parse(String text) {
    var digits = text.startsWith("0x") ? text.substring(2) : text;
    if (digits.length() > 2 * MAX_SIZE) {
      throw new IllegalArgumentException("a signature has at most " + MAX_SIZE + " bytes");
    }
    return new Signature(Hex.parse(digits, digits.length() / 2, "signature"));
  }

  /** Returns a copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Whether there is no signature. */
  public boolean isNone() {
    return bytes.length == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Signature signature && Arrays.equals(bytes, signature.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** {@code 0x} and lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
