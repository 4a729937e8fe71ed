package souk.provider.node;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;

/**
 * What a provider asks for, for as long as it runs. The offer that says so on chain expires and is
 * posted again.
 *
 * @param price base units per 10^9 fuel
 * @param stakeMultiple S/P, at least {@link Offer#MIN_STAKE_MULTIPLE}
 * @param slots jobs it runs at the same time, at least 1
 * @param maxFuel most fuel per job
 * @param maxPages most memory per job in pages of 64 KiB, 1..65536
 * @param fuelPerSecond speed it declares, at least 1
 * @param tags capability tags it carries
 * @param lifetime how long one posted offer lives, at least {@link #LEAST_LIFETIME}
 * @param margin time an attempt needs beside the running itself: fetching, starting and landing the
 *     commitment; at least a second
 */
public record OfferTerms(
    Price price,
    int stakeMultiple,
    int slots,
    Fuel maxFuel,
    int maxPages,
    Fuel fuelPerSecond,
    Tags tags,
    Duration lifetime,
    Duration margin) {

  /** Shortest life of a posted offer. */
  public static final Duration LEAST_LIFETIME = Duration.ofMinutes(1);

  /**
   * @throws IllegalArgumentException if a term is outside its range
   */
  public OfferTerms {
    if (fuelPerSecond.units() < 1) {
      throw new IllegalArgumentException("a provider runs at least 1 fuel per second");
    }
    if (lifetime.compareTo(LEAST_LIFETIME) < 0) {
      throw new IllegalArgumentException("an offer lives at least " + LEAST_LIFETIME);
    }
    if (margin.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("the margin of a run is at least a second");
    }
  }

  /** The same at another price. */
  public OfferTerms withPrice(Price other) {
    return new OfferTerms(
        other, stakeMultiple, slots, maxFuel, maxPages, fuelPerSecond, tags, lifetime, margin);
  }

  /** The same for so many jobs at once. */
  public OfferTerms withSlots(int count) {
    return new OfferTerms(
        price, stakeMultiple, count, maxFuel, maxPages, fuelPerSecond, tags, lifetime, margin);
  }

  /**
   * The offer that says these terms.
   *
   * @param nonce the provider's order nonce
   */
  public Offer offer(
      Address provider, EngineName engine, Instant now, long nonce, BigInteger salt) {
    return new Offer(
        provider,
        price,
        stakeMultiple,
        maxFuel,
        maxPages,
        fuelPerSecond,
        slots,
        tags,
        engine,
        Hash.ZERO,
        now.plus(lifetime),
        nonce,
        salt);
  }

  /** Whether an offer says these terms, whenever it expires and under whatever nonce. */
  boolean areThoseOf(Offer offer, EngineName engine) {
    var same =
        offer(
            offer.provider(), engine, offer.expiry().minus(lifetime), offer.nonce(), offer.salt());
    return offer.equals(same);
  }

  /** Time from the match to the commitment that is promised for so much fuel, whole seconds. */
  Duration runTime(Fuel limit) {
    var running = Math.ceilDiv(limit.units(), fuelPerSecond.units());
    return margin.plusSeconds(running).plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
  }
}
