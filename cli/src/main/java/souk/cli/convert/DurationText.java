package souk.cli.convert;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Pattern;

/** A time span as a person writes it: {@code 30s}, {@code 10m}, {@code 2h} or {@code 7d}. */
public final class DurationText {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([smhd])");
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  private DurationText() {}

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is written otherwise
   */
  public static Duration parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("a time span is as 30s, 10m, 2h or 7d: '" + text + "'");
    }
    var unit = UNITS.getOrDefault(form.group(2), ChronoUnit.SECONDS);
    return Duration.of(Long.parseLong(form.group(1)), unit);
  }
}
