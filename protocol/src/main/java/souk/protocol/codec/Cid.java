package souk.protocol.codec;

import java.util.Arrays;
import souk.protocol.value.Hash;

/**
 * Text form of a blob's digest: CIDv1, raw codec, SHA-256 multihash, base32 (multiformats CID
 * specification), as IPFS tools print and read it. Always 59 characters beginning with {@code
 * bafkrei}.
 */
public final class Cid {
  private static final byte[] PREFIX = {0x01, 0x55, 0x12, 0x20};
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int LENGTH = 59;

  private Cid() {}

  /** Writes a SHA-256 digest as a CID. */
  public static String text(Hash digest) {
    var bytes = Arrays.copyOf(PREFIX, PREFIX.length + Hash.SIZE);
    System.arraycopy(digest.bytes(), 0, bytes, PREFIX.length, Hash.SIZE);
    return "b" + base32(bytes);
  }

  /**
   * Reads a CID of this form.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static Hash parse(String text) {
    if (text.length() == LENGTH && text.charAt(0) == 'b') {
      var bytes = fromBase32(text.substring(1));
      if (Arrays.equals(bytes, 0, PREFIX.length, PREFIX, 0, PREFIX.length)) {
        var digest = Hash.of(Arrays.copyOfRange(bytes, PREFIX.length, bytes.length));
        if (text(digest).equals(text)) {
          return digest;
        }
      }
    }
    throw new IllegalArgumentException(
        "a blob is named by a CIDv1 (raw, sha2-256, base32) beginning with bafkrei");
  }

  private static String base32(byte[] bytes) {
    var text = new StringBuilder();
    var buffer = 0;
    var bits = 0;
    for (var b : bytes) {
      buffer = (buffer << 8) | (b & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(ALPHABET.charAt((buffer >> bits) & 31));
      }
      buffer &= (1 << bits) - 1;
    }
    return bits == 0
        ? text.toString()
        : text.append(ALPHABET.charAt(buffer << (5 - bits))).toString();
  }

  private static byte[] fromBase32(String text) {
    var bytes = new byte[text.length() * 5 / 8];
    var buffer = 0;
    var bits = 0;
    var count = 0;
    for (var i = 0; i < text.length(); i++) {
      buffer = ((buffer << 5) | Math.max(0, ALPHABET.indexOf(text.charAt(i)))) & 0xfff;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes[count++] = (byte) (buffer >> bits);
      }
    }
    return bytes;
  }
}
