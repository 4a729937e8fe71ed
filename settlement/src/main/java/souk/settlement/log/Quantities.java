package souk.settlement.log;

/** Reads what JSON-RPC writes in hexadecimal digits, without making strings of it. */
final class Quantities {
  // What each ASCII letter counts; -1: it is no digit.
  private static final byte[] DIGITS = digits();

  private Quantities() {}

  /**
   * Bytes of {@code 0x} and two digits each.
   *
   * @throws IllegalArgumentException if it is not that
   */
  static byte[] bytes(char[] text, int offset, int length) {
    requirePrefix(text, offset, length);
    if (length % 2 != 0) {
      throw new IllegalArgumentException("bytes have an odd number of digits");
    }
    var bytes = new byte[length / 2 - 1];
    var at = offset + 2;
    for (var i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (digit(text[at]) << 4 | digit(text[at + 1]));
      at += 2;
    }
    return bytes;
  }

  /**
   * A number of {@code 0x} and 1..16 digits, 0 to 2^63 - 1.
   *
   * @throws IllegalArgumentException if it is not that
   */
  static long number(char[] text, int offset, int length) {
    requirePrefix(text, offset, length);
    if (length < 3 || length > 18) {
      throw new IllegalArgumentException("a number has 1 to 16 digits, not " + (length - 2));
    }
    var number = 0L;
    for (var i = offset + 2; i < offset + length; i++) {
      number = number << 4 | digit(text[i]);
    }
    if (number < 0) {
      throw new IllegalArgumentException("a number is beyond 2^63 - 1");
    }
    return number;
  }

  private static void requirePrefix(char[] text, int offset, int length) {
    if (length < 2 || text[offset] != '0' || text[offset + 1] != 'x') {
      throw new IllegalArgumentException("hexadecimal digits do not begin with 0x");
    }
  }

  private static int digit(char letter) {
    var digit = letter < DIGITS.length ? DIGITS[letter] : -1;
    if (digit < 0) {
      throw new IllegalArgumentException("no hexadecimal digit: " + (int) letter);
    }
    return digit;
  }

  private static byte[] digits() {
    var digits = new byte[128];
    for (var letter = 0; letter < digits.length; letter++) {
      digits[letter] = (byte) Character.digit(letter, 16);
    }
    return digits;
  }
}
