package souk.protocol.offer;

import java.math.BigInteger;
import java.time.Instant;
import souk.protocol.value.Address;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;

/**
 * A provider's standing ask.
 *
 * @param provider who runs the jobs and whose stake answers for them
 * @param price base units per 10^9 fuel
 * @param stakeMultiple S/P, at least {@link #MIN_STAKE_MULTIPLE}
 * @param maxFuel most fuel per job
 * @param maxPages most memory per job in pages of 64 KiB, 1..65536
 * @param fuelPerSecond speed the provider declares
 * @param slots jobs it runs at the same time, at least 1
 * @param tags capability tags it carries
 * @param engine name of the engine, 1..32 ASCII characters
 * @param endpoint SHA-256 of the provider's endpoint description; zero if it only calls out
 * @param expiry last block time at which it may be matched
 * @param nonce the provider's order nonce, 0..2^63 - 1; what it signed counts while that is current
 * @param salt makes otherwise equal offers distinct
 */
public record Offer(
    Address provider,
    Price price,
    int stakeMultiple,
    Fuel maxFuel,
    int maxPages,
    Fuel fuelPerSecond,
    int slots,
    Tags tags,
    EngineName engine,
    Hash endpoint,
    Instant expiry,
    long nonce,
    BigInteger salt) {

  /** Least S/P the contracts take. */
  public static final int MIN_STAKE_MULTIPLE = 5;

  /** S/P where nothing else is said. */
  public static final int DEFAULT_STAKE_MULTIPLE = 20;

  private static final int MAX_PAGES = 65_536;

  /**
   * @throws IllegalArgumentException if a field is outside its range
   */
  public Offer {
    require(stakeMultiple >= MIN_STAKE_MULTIPLE, "the stake multiple is at least 5");
    require(maxPages >= 1 && maxPages <= MAX_PAGES, "memory per job is 1..65536 pages");
    require(slots >= 1, "an offer has at least one slot");
    require(nonce >= 0, "an order nonce is never negative");
    require(salt.signum() >= 0 && salt.bitLength() <= 256, "a salt is 0..2^256 - 1");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
