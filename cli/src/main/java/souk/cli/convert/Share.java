package souk.cli.convert;

import java.math.BigDecimal;

/**
 * A part of a whole, as a person writes it: {@code 0.1}.
 *
 * @param millionths 0..1,000,000
 */
public record Share(int millionths) {
  private static final int DIGITS = 6;

  /**
   * Reads a share.
   *
   * @throws IllegalArgumentException if it is not 0..1 with at most six digits after the point
   */
  public static Share parse(String text) {
    if (!text.matches("0(\\.[0-9]{1,6})?|1(\\.0{1,6})?")) {
      throw new IllegalArgumentException(
          "a share is 0..1 with at most six digits after the point, as 0.1: '" + text + "'");
    }
    return new Share(new BigDecimal(text).movePointRight(DIGITS).intValueExact());
  }

  @Override
  public String toString() {
    return BigDecimal.valueOf(millionths, DIGITS).stripTrailingZeros().toPlainString();
  }
}
