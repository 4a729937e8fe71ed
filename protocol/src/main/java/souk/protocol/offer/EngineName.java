package souk.protocol.offer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import souk.protocol.value.Hash;

/**
 * Name of the engine that runs a job, for example {@code endive}.
 *
 * @param text 1..32 printable ASCII characters
 */
public record EngineName(String text) {
  /**
   * @throws IllegalArgumentException if the text is empty, too long or not printable ASCII
   */
  public EngineName {
    if (!text.matches("[\\x21-\\x7e]{1,32}")) {
      throw new IllegalArgumentException(
          "an engine's name is 1..32 printable ASCII characters: '" + text + "'");
    }
  }

  /**
   * Reads the form on chain.
   *
   * @throws IllegalArgumentException if it is not ASCII padded with zeros
   */
  public static EngineName of(Hash padded) {
    var bytes = padded.bytes();
    var end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return new EngineName(new String(bytes, 0, end, StandardCharsets.ISO_8859_1));
  }

  /** The form on chain: ASCII, padded with zeros to 32 bytes. */
  public Hash padded() {
    return Hash.of(Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), Hash.SIZE));
  }

  @Override
  public String toString() {
    return text;
  }
}
