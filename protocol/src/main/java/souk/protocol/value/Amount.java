package souk.protocol.value;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Money in token base units, 0 to 2^256 - 1; never negative, never rounded.
 *
 * @param units token base units
 */
public record Amount(BigInteger units) implements Comparable<Amount> {
  /** No money. */
  public static final Amount ZERO = new Amount(BigInteger.ZERO);

  private static final int MAX_BITS = 256;

  /**
   * @throws IllegalArgumentException if the units are negative or need more than 256 bits
   */
  public Amount {
    if (units.signum() < 0) {
      throw new IllegalArgumentException("an amount is never negative: " + units);
    }
    if (units.bitLength() > MAX_BITS) {
      throw new IllegalArgumentException("an amount has at most 256 bits: " + units);
    }
  }

  /** An amount of so many base units. */
  public static Amount of(long units) {
    return new Amount(BigInteger.valueOf(units));
  }

  /**
   * Reads whole tokens with an optional fraction, as a person writes them.
   *
   * @param text for example {@code 12.5}
   * @param decimals digits after the point that one token has, 0..77
   * @throws IllegalArgumentException if the text is no plain number, is negative, or has more
   *     digits after the point than the token
   */
  public static Amount parseTokens(String text, int decimals) {
    if (text.length() > 100 || !text.matches("[0-9]+(\\.[0-9]+)?")) {
      throw new IllegalArgumentException(
          "an amount is digits with an optional fraction, as 12.5: '" + text + "'");
    }
    try {
      return new Amount(new BigDecimal(text).movePointRight(decimals).toBigIntegerExact());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "the token has %d digits after the point: '%s'".formatted(decimals, text), e);
    }
  }

  /** The sum. */
  public Amount plus(Amount other) {
    return new Amount(units.add(other.units));
  }

  /**
   * The difference.
   *
   * @throws IllegalArgumentException if the other amount is larger
   */
  public Amount minus(Amount other) {
    return new Amount(units.subtract(other.units));
  }

  /** This amount so many times. */
  public Amount times(long factor) {
    return new Amount(units.multiply(BigInteger.valueOf(factor)));
  }

  /** Whether this is no money. */
  public boolean isZero() {
    return units.signum() == 0;
  }

  /** The smaller of the two. */
  public Amount min(Amount other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** Whether this is less than the other amount. */
  public boolean isLessThan(Amount other) {
    return compareTo(other) < 0;
  }

  /**
   * Whole tokens with a fraction, trailing zeros of the fraction left out.
   *
   * @param decimals digits after the point that one token has
   */
  public String toTokens(int decimals) {
    var tokens = new BigDecimal(units, decimals).stripTrailingZeros();
    return (tokens.scale() < 0 ? tokens.setScale(0) : tokens).toPlainString();
  }

  @Override
  public int compareTo(Amount other) {
    return units.compareTo(other.units);
  }

  /** The base units in decimal. */
  @Override
  public String toString() {
    return units.toString();
  }
}
