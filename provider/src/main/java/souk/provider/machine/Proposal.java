package souk.provider.machine;

import java.math.BigInteger;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Price;

/**
 * What a machine can honestly offer, from what was measured of it.
 *
 * @param slots jobs at once: one processor is left to its owner and the node
 * @param maxPages most memory of a job in pages of 64 KiB
 * @param fuelPerSecond speed to promise
 */
public record Proposal(int slots, int maxPages, Fuel fuelPerSecond) {
  private static final long PAGE_BYTES = 64L << 10;
  private static final int LEAST_PAGES = 256;
  private static final int MOST_PAGES = 16_384;
  private static final long MOST_SECONDS = 3_600;

  private static final BigInteger GFUEL = BigInteger.valueOf(Fuel.UNITS_PER_GFUEL);
  // A job's fuel limit, 1..2^40 and beyond that of no use.
  private static final BigInteger MOST_FUEL = BigInteger.ONE.shiftLeft(48);
  // A: two rewards of 7/8 of the mean price for each of two verifiers, and some more.
  private static final int MOST_DEPOSIT_MULTIPLE = 4;

  // Jobs that run side by side share caches and memory, and other programs are slower ones.
  private static final long HEADROOM = 3;

  /**
   * What to offer.
   *
   * @param memoryBytes memory that jobs may use together
   * @param measured fuel that one job alone gets through in a second
   */
  public static Proposal of(int processors, long memoryBytes, Fuel measured) {
    var bySize = memoryBytes / (LEAST_PAGES * PAGE_BYTES + Capacity.BESIDE_BYTES);
    var slots = Math.clamp(Math.min(processors - 1L, bySize), 1, processors);
    var pages = (memoryBytes / slots - Capacity.BESIDE_BYTES) / PAGE_BYTES;
    var speed = rounded(Math.max(1, measured.units() / HEADROOM));
    return new Proposal(
        slots, powerOfTwo(Math.clamp(pages, LEAST_PAGES, MOST_PAGES)), new Fuel(speed));
  }

  /**
   * Most fuel of a job: an hour's, or what the bond covers in each of the slots if that is less.
   *
   * @param stakeMultiple S/P
   * @param price the highest price it may be asked at
   */
  public static Fuel maxFuel(
      Fuel fuelPerSecond, Price price, int stakeMultiple, Amount bond, int slots) {
    var hour = BigInteger.valueOf(fuelPerSecond.units()).multiply(BigInteger.valueOf(MOST_SECONDS));
    var locks = price.perGfuel().times(stakeMultiple + MOST_DEPOSIT_MULTIPLE).times(slots).units();
    var covered =
        bond.units().multiply(GFUEL).divide(locks.max(BigInteger.ONE)).max(BigInteger.ONE);
    return new Fuel(rounded(hour.min(covered).min(MOST_FUEL).longValueExact()));
  }

  /** Two digits, the others zero: what was measured says no more. */
  private static long rounded(long number) {
    var scale = 1L;
    while (number / scale >= 100) {
      scale *= 10;
    }
    return number / scale * scale;
  }

  private static int powerOfTwo(int pages) {
    return Integer.highestOneBit(pages);
  }
}
