package souk.market.match;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import souk.protocol.value.Amount;

/**
 * An unsigned number of 128 bits: exact money where many offers are compared. Overflow is the
 * caller's to rule out; prices have 56 bits, fuel 48, stake multiples 16.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
record Wide(long high, long low) implements Comparable<Wide> {
  static final Wide ZERO = new Wide(0, 0);
  static final Wide MAX = new Wide(-1, -1);
  static final int GFUEL = 1_000_000_000;

  private static final int LONG_BITS = 64;
  private static final int LIMB_BITS = 32;
  private static final long LIMB = 0xffff_ffffL;

  /** The amount; the largest number for one of more than 128 bits. */
  static Wide of(Amount amount) {
    var units = amount.units();
    var bits = units.bitLength();
    if (bits > 2 * LONG_BITS) {
      return MAX;
    }
    var high = bits < LONG_BITS ? 0 : units.shiftRight(LONG_BITS).longValue();
    return new Wide(high, units.longValue());
  }

  static Wide product(long a, long b) {
    return new Wide(Math.unsignedMultiplyHigh(a, b), a * b);
  }

  Wide plus(Wide other) {
    var sum = low + other.low;
    var carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    return new Wide(high + other.high + carry, sum);
  }

  /** The difference; zero if the other number is larger. */
  Wide minus(Wide other) {
    // Numbers that are made in one place cost nothing where they do not last.
    var isLarger = compareTo(other) > 0;
    var borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
    return new Wide(isLarger ? high - other.high - borrow : 0, isLarger ? low - other.low : 0);
  }

  Wide times(long factor) {
    return new Wide(Math.unsignedMultiplyHigh(low, factor) + high * factor, low * factor);
  }

  /**
   * The quotient, rounded down.
   *
   * @param divisor 1..2^31 - 1
   */
  Wide dividedBy(int divisor) {
    if (high == 0) {
      return new Wide(0, Long.divideUnsigned(low, divisor));
    }
    var upper = Long.divideUnsigned(high, divisor);
    var rest = Long.remainderUnsigned(high, divisor) << LIMB_BITS | low >>> LIMB_BITS;
    var middle = Long.divideUnsigned(rest, divisor);
    rest = Long.remainderUnsigned(rest, divisor) << LIMB_BITS | (low & LIMB);
    return new Wide(upper, middle << LIMB_BITS | Long.divideUnsigned(rest, divisor));
  }

  /** The quotient, rounded up. */
  Wide dividedUpBy(int divisor) {
    return plus(new Wide(0, divisor - 1L)).dividedBy(divisor);
  }

  Wide max(Wide other) {
    var isLarger = compareTo(other) >= 0;
    return new Wide(isLarger ? high : other.high, isLarger ? low : other.low);
  }

  /** The number, or {@link Long#MAX_VALUE} if it is larger. */
  long saturated() {
    return high == 0 && low >= 0 ? low : Long.MAX_VALUE;
  }

  int bits() {
    return high == 0
        ? LONG_BITS - Long.numberOfLeadingZeros(low)
        : 2 * LONG_BITS - Long.numberOfLeadingZeros(high);
  }

  /** The number without its lowest bits; what is left has at most 64. */
  long without(int bits) {
    if (bits == 0) {
      return low;
    }
    return bits >= LONG_BITS
        ? high >>> (bits - LONG_BITS)
        : (high << (LONG_BITS - bits)) | (low >>> bits);
  }

  Amount amount() {
    var bytes = new byte[2 * Long.BYTES];
    ByteBuffer.wrap(bytes).putLong(high).putLong(low);
    return new Amount(new BigInteger(1, bytes));
  }

  @Override
  public int compareTo(Wide other) {
    return high == other.high
        ? Long.compareUnsigned(low, other.low)
        : Long.compareUnsigned(high, other.high);
  }
}
