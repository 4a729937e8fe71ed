package souk.protocol.value;

/**
 * Deterministic count of weighted WebAssembly instructions: the unit of work.
 *
 * @param units 0 to 2^63 - 1
 */
public record Fuel(long units) implements Comparable<Fuel> {
  /** No work. */
  public static final Fuel ZERO = new Fuel(0);

  /** Fuel units in the unit prices are quoted in. */
  public static final long UNITS_PER_GFUEL = 1_000_000_000L;

  /**
   * @throws IllegalArgumentException if negative
   */
  public Fuel {
    if (units < 0) {
      throw new IllegalArgumentException("fuel is never negative: " + units);
    }
  }

  /**
   * The sum.
   *
   * @throws ArithmeticException if it exceeds 2^63 - 1
   */
  public Fuel plus(Fuel other) {
    return new Fuel(Math.addExact(units, other.units));
  }

  /** The smaller of the two. */
  public Fuel min(Fuel other) {
    return units <= other.units ? this : other;
  }

  @Override
  public int compareTo(Fuel other) {
    return Long.compare(units, other.units);
  }

  /** The units in decimal. */
  @Override
  public String toString() {
    return Long.toString(units);
  }
}
