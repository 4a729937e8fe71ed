package souk.protocol.value;

import java.math.BigInteger;

/**
 * What fuel costs, in token base units per 10^9 fuel.
 *
 * @param perGfuel 0 to 2^128 - 1
 */
public record Price(Amount perGfuel) implements Comparable<Price> {
  private static final BigInteger GFUEL = BigInteger.valueOf(Fuel.UNITS_PER_GFUEL);
  private static final int MAX_BITS = 128;

  /**
   * @throws IllegalArgumentException if the price needs more than 128 bits
   */
  public Price {
    if (perGfuel.units().bitLength() > MAX_BITS) {
      throw new IllegalArgumentException("a price has at most 128 bits: " + perGfuel);
    }
  }

  /** A price of so many base units per 10^9 fuel. */
  public static Price of(long perGfuel) {
    return new Price(Amount.of(perGfuel));
  }

  /** What has to be escrowed for the fuel: rounded up. */
  public Amount escrowFor(Fuel fuel) {
    var product = product(fuel);
    var parts = product.divideAndRemainder(GFUEL);
    return new Amount(parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE));
  }

  /** What is paid for the fuel: rounded down. */
  public Amount paymentFor(Fuel fuel) {
    return new Amount(product(fuel).divide(GFUEL));
  }

  private BigInteger product(Fuel fuel) {
    return perGfuel.units().multiply(BigInteger.valueOf(fuel.units()));
  }

  @Override
  public int compareTo(Price other) {
    return perGfuel.compareTo(other.perGfuel);
  }

  /** Base units per 10^9 fuel, in decimal. */
  @Override
  public String toString() {
    return perGfuel.toString();
  }
}
