package souk.cli.convert;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Memory as a person writes it: a number of 64 KiB pages, or {@code 16MiB} or {@code 1GiB}.
 *
 * @param count pages of 64 KiB, 1..65536
 */
public record Pages(int count) {
  private static final int MAX = 65_536;
  private static final Map<String, Long> PAGES = Map.of("", 1L, "MiB", 16L, "GiB", 16_384L);
  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})(|MiB|GiB)");

  /**
   * @throws IllegalArgumentException if the count is outside its range
   */
  public Pages {
    if (count < 1 || count > MAX) {
      throw new IllegalArgumentException("memory is 1..65536 pages of 64 KiB");
    }
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is written otherwise
   */
  public static Pages parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "memory is a number of 64 KiB pages, or of MiB or GiB as 16MiB: '" + text + "'");
    }
    var pages = Long.parseLong(form.group(1)) * PAGES.getOrDefault(form.group(2), 1L);
    return new Pages(Math.toIntExact(Math.min(pages, MAX + 1)));
  }
}
