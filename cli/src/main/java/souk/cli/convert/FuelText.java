package souk.cli.convert;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;
import souk.protocol.value.Fuel;

/** Fuel as a person writes it: {@code 1500000}, {@code 250M} or {@code 1.5G}. */
public final class FuelText {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,19}(?:\\.[0-9]{1,18})?)([kMGT]?)");
  private static final Map<String, Integer> POWERS = Map.of("", 0, "k", 3, "M", 6, "G", 9, "T", 12);

  private FuelText() {}

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is written otherwise
   */
  public static Fuel parse(String text) {
    var form = FORM.matcher(text);
    if (form.matches()) {
      var power = POWERS.getOrDefault(form.group(2), 0);
      try {
        return new Fuel(new BigDecimal(form.group(1)).scaleByPowerOfTen(power).longValueExact());
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException(
            "fuel is a whole number of units below 2^63: '" + text + "'", e);
      }
    }
    throw new IllegalArgumentException(
        "fuel is a number, with k, M, G or T after it if you like, as 250M: '" + text + "'");
  }
}
