package souk.market.order;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import souk.protocol.job.JobSpec;
import souk.protocol.offer.Offer;

/** What the contracts would refuse of an order, whoever signed it. */
final class OrderRules {
  private static final int MOST_VERIFIERS = 7;
  private static final int FUEL_BITS = 48;
  private static final int ESCROW_BITS = 80;
  private static final int PRICE_BITS = 56;
  private static final int TIME_BITS = 32;
  private static final int MOST_STAKE_MULTIPLE = 0xffff;

  private final Duration postingTolerance;
  private final Duration longestLife;

  /**
   * @param postingTolerance the market's
   * @param longestLife how far in the future an order may end
   */
  OrderRules(Duration postingTolerance, Duration longestLife) {
    this.postingTolerance = postingTolerance;
    this.longestLife = longestLife;
  }

  /** Why no match of it can ever land. */
  static Optional<String> flaw(SignedOrder order) {
    return switch (order) {
      case SignedOrder.OfJob job -> flaw(job.signed().job());
      case SignedOrder.OfOffer offer -> flaw(offer.signed().offer());
    };
  }

  /** Why it does not count at that block time. */
  Optional<String> objection(SignedOrder order, Instant now) {
    if (now.isAfter(order.end())) {
      return Optional.of("the order expired at %s: sign a new one".formatted(order.end()));
    }
    if (order.end().isAfter(now.plus(longestLife))) {
      return Optional.of(
          "the order ends after %s: this node keeps none for more than %s"
              .formatted(now.plus(longestLife), longestLife));
    }
    return order instanceof SignedOrder.OfJob job
            && job.signed().job().postedAt().isAfter(now.plus(postingTolerance))
        ? Optional.of("the posting time is more than %s ahead".formatted(postingTolerance))
        : Optional.empty();
  }

  private static Optional<String> flaw(JobSpec job) {
    if (job.priceCeiling().perGfuel().isZero()) {
      return Optional.of("a job that pays nothing");
    }
    if (job.verifiers() > MOST_VERIFIERS) {
      return Optional.of("a job asks for at most %d verifiers".formatted(MOST_VERIFIERS));
    }
    return isWide(BigInteger.valueOf(job.fuelLimit().units()), FUEL_BITS)
            || isWide(job.escrow().units(), ESCROW_BITS)
            || isWide(BigInteger.valueOf(job.latestFinish().getEpochSecond()), TIME_BITS)
        ? Optional.of("the job's fuel, escrow or latest finish is more than the market holds")
        : Optional.empty();
  }

  private static Optional<String> flaw(Offer offer) {
    if (offer.price().perGfuel().isZero()) {
      return Optional.of("an offer for nothing");
    }
    return isWide(offer.price().perGfuel().units(), PRICE_BITS)
            || offer.stakeMultiple() > MOST_STAKE_MULTIPLE
        ? Optional.of("the offer's price or stake multiple is more than the market holds")
        : Optional.empty();
  }

  private static boolean isWide(BigInteger number, int bits) {
    return number.signum() < 0 || number.bitLength() > bits;
  }
}
