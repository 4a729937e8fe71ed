package souk.cli.convert;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * A size in bytes as a person writes it: {@code 4096}, {@code 64KiB}, {@code 512MiB}, {@code 4GiB}.
 */
public final class SizeText {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(|KiB|MiB|GiB|TiB)");
  private static final Map<String, Integer> SHIFTS =
      Map.of("", 0, "KiB", 10, "MiB", 20, "GiB", 30, "TiB", 40);

  private SizeText() {}

  /**
   * Reads it, in bytes.
   *
   * @throws IllegalArgumentException if it is written otherwise
   */
  public static long parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "a size is a number of bytes, or of KiB, MiB, GiB or TiB as 512MiB: '" + text + "'");
    }
    try {
      var unit = 1L << SHIFTS.getOrDefault(form.group(2), 0);
      return Math.multiplyExact(Long.parseLong(form.group(1)), unit);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("no machine has so many bytes: '" + text + "'", e);
    }
  }
}
