package souk.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * One measured number.
 *
 * @param name what it is, stable over time
 * @param value the number
 * @param unit its unit
 * @param aim what it is hoped to be at most or at least; null where there is no aim
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Figure(String name, BigDecimal value, String unit, @Nullable BigDecimal aim) {

  static Figure of(String name, long value, String unit) {
    return new Figure(name, BigDecimal.valueOf(value), unit, null);
  }

  /** A ratio, to three decimals. */
  static Figure ratio(String name, double value) {
    return new Figure(name, rounded(value), "x", null);
  }

  /** A ratio and what it should be at most. */
  static Figure ratio(String name, double value, double aim) {
    return new Figure(name, rounded(value), "x", BigDecimal.valueOf(aim));
  }

  /** A time in milliseconds, to three decimals. */
  static Figure millis(String name, double value) {
    return new Figure(name, rounded(value), "ms", null);
  }

  /** A time in microseconds, to three decimals. */
  static Figure micros(String name, double value) {
    return new Figure(name, rounded(value), "us", null);
  }

  /** A time in microseconds and what it should be at most. */
  static Figure micros(String name, double value, double aim) {
    return new Figure(name, rounded(value), "us", BigDecimal.valueOf(aim));
  }

  private static BigDecimal rounded(double value) {
    return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP);
  }

  static Figure of(String name, long value, String unit, long aim) {
    return new Figure(name, BigDecimal.valueOf(value), unit, BigDecimal.valueOf(aim));
  }
}
