package souk.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
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

  static Figure of(String name, long value, String unit, long aim) {
    return new Figure(name, BigDecimal.valueOf(value), unit, BigDecimal.valueOf(aim));
  }
}
