package souk.protocol.value;

import java.util.HexFormat;

/** Reads fixed-size hexadecimal text with errors that name what was expected. */
final class Hex {
  private Hex() {}

  static byte[] parse(String text, int sizeBytes, String what) {
    var digits = text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text;
    if (digits.length() != 2 * sizeBytes) {
      throw new IllegalArgumentException(
          "%s has %d hexadecimal digits, not %d: '%s'"
              .formatted(article(what), 2 * sizeBytes, digits.length(), shorten(text)));
    }
    try {
      return HexFormat.of().parseHex(digits);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s is hexadecimal digits only: '%s'".formatted(article(what), shorten(text)), e);
    }
  }

  private static String article(String what) {
    return ("aeiou".indexOf(what.charAt(0)) >= 0 ? "an " : "a ") + what;
  }

  private static String shorten(String text) {
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }
}
