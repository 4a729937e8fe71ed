package souk.market.match;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import souk.protocol.job.JobSpec;
import souk.protocol.job.Placement;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Region;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.settlement.chain.SamplingQuote;

/** Which requirements of a job an offer meets, one by one: the rule book of matching. */
final class Fit {
  /** Most fuel the contracts can hold in a match. */
  static final long MOST_FUEL = (1L << 48) - 1;

  /** Largest stake multiple the contracts can hold in a match. */
  static final int MOST_STAKE_MULTIPLE = (1 << 16) - 1;

  /** Most verifiers a job can ask for. */
  static final int MOST_VERIFIERS = 7;

  private final Climate climate;
  private final Instant blockTime;

  Fit(Climate climate, Instant blockTime) {
    this.climate = climate;
    this.blockTime = blockTime;
  }

  /** Which requirements the pair fails; none if it fits. */
  Set<Requirement> failing(Pair pair) {
    var failing = EnumSet.noneOf(Requirement.class);
    for (var requirement : Requirement.values()) {
      if (!isMet(requirement, pair)) {
        failing.add(requirement);
      }
    }
    return failing;
  }

  /** Whether the pair meets every requirement. */
  boolean holds(Pair pair) {
    return Arrays.stream(Requirement.values()).allMatch(it -> isMet(it, pair));
  }

  private boolean isMet(Requirement requirement, Pair pair) {
    var demand = pair.demand();
    var job = demand.spec();
    var offer = pair.offer();
    var seller = pair.seller();
    var wish = demand.placement();
    return switch (requirement) {
      case PRICE -> isPriceMet(pair);
      case FUEL -> job.fuelLimit().compareTo(offer.maxFuel()) <= 0 && isHeld(job.fuelLimit());
      case MEMORY -> job.memoryLimit() <= offer.maxPages();
      case SPEED -> secondsNeeded(pair) <= secondsLeft(job);
      case TAGS -> offer.tags().containsAll(job.tags());
      case STAKE ->
          offer.stakeMultiple() >= job.minStakeMultiple()
              && offer.stakeMultiple() <= MOST_STAKE_MULTIPLE;
      case VALUE_AT_RISK -> job.verifiers() <= MOST_VERIFIERS && pair.quote(climate).isPresent();
      case REGION -> wish.isEmpty() || isInOneOf(wish.get(), offer);
      case ENGINE ->
          wish.flatMap(Placement::engine).filter(it -> !it.equals(offer.engine())).isEmpty();
      case REPUTATION ->
          wish.map(Placement::leastAudited).filter(seller.audited()::isLessThan).isEmpty();
      case EXPIRY -> !blockTime.isAfter(offer.expiry());
      case SLOTS -> seller.running() < offer.slots();
      case BOND -> !seller.freeBond().isLessThan(bond(pair));
      case BLOCKED -> !demand.blocks(offer.provider());
      case FAILED_BEFORE -> !demand.failed().contains(offer.provider());
      case REFUSED_BEFORE -> !demand.unsuited().contains(offer.provider());
    };
  }

  private static boolean isPriceMet(Pair pair) {
    var price = pair.offer().price();
    return Score.isHeld(price) && price.compareTo(pair.demand().spec().priceCeiling()) <= 0;
  }

  private static boolean isHeld(Fuel fuelLimit) {
    return fuelLimit.units() <= MOST_FUEL;
  }

  private static boolean isInOneOf(Placement wish, Offer offer) {
    var there = Region.of(offer.tags());
    return wish.regions().isEmpty() || wish.regions().stream().anyMatch(there::contains);
  }

  /** S and, where somebody can verify, A. */
  private Amount bond(Pair pair) {
    var deposit = pair.quote(climate).map(SamplingQuote::auditDeposit).orElse(Amount.ZERO);
    return pair.stake().plus(deposit);
  }

  /** How long the job takes at the speed the offer declares. */
  static long secondsNeeded(Pair pair) {
    var perSecond = Math.max(1, pair.offer().fuelPerSecond().units());
    return pair.demand().spec().fuelLimit().units() / perSecond;
  }

  private long secondsLeft(JobSpec job) {
    return job.latestFinish().getEpochSecond() - blockTime.getEpochSecond();
  }
}
