package souk.market.match;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import souk.protocol.codec.Digests;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/** Pairs open jobs with live offers. Sells no slot and no bond twice. */
public final class Matcher {
  private static final Comparator<Demand> FIRST_POSTED =
      Comparator.comparing((Demand demand) -> demand.spec().postedAt())
          .thenComparing(Demand::jobId);

  // The two are a provider's, not an offer's: all its offers draw on them.
  private final Map<Address, Integer> slotsTaken = new TreeMap<>();
  private final Map<Address, Amount> bondTaken = new TreeMap<>();
  private final List<Supply> supplies;
  private final Instant blockTime;

  private Matcher(List<Supply> supplies, Instant blockTime) {
    this.supplies = supplies;
    this.blockTime = blockTime;
  }

  /**
   * The pairs that should be asked for now, at most one per job.
   *
   * @param blockTime time of the newest block
   */
  public static List<Pair> match(List<Demand> demands, List<Supply> supplies, Instant blockTime) {
    var matcher = new Matcher(supplies, blockTime);
    var pairs = new ArrayList<Pair>();
    demands.stream()
        .sorted(FIRST_POSTED)
        .forEach(demand -> matcher.place(demand).ifPresent(pairs::add));
    return pairs;
  }

  /** Whether the offer's terms and the job's allow a match at that time, whoever else there is. */
  static boolean fits(Pair pair, Instant blockTime) {
    var job = pair.demand().spec();
    var offer = pair.supply().offer();
    return offer.price().perGfuel().units().signum() > 0
        && offer.price().compareTo(job.priceCeiling()) <= 0
        && job.fuelLimit().compareTo(offer.maxFuel()) <= 0
        && job.memoryLimit() <= offer.maxPages()
        && offer.tags().containsAll(job.tags())
        && offer.stakeMultiple() >= job.minStakeMultiple()
        && !blockTime.isAfter(offer.expiry())
        && !earliestFinish(pair, blockTime).isAfter(job.latestFinish())
        && !pair.demand().barred().contains(offer.provider());
  }

  private Optional<Pair> place(Demand demand) {
    var best =
        supplies.stream()
            .map(supply -> new Pair(demand, supply))
            .filter(pair -> fits(pair, blockTime) && hasRoom(pair))
            .min(
                Comparator.comparing((Pair pair) -> demand.unansweredBy(provider(pair)))
                    .thenComparing(pair -> pair.supply().offer().price())
                    .thenComparing(Matcher::lot));
    best.ifPresent(this::take);
    return best;
  }

  private boolean hasRoom(Pair pair) {
    var taken = slotsTaken.getOrDefault(provider(pair), 0);
    var promised = bondTaken.getOrDefault(provider(pair), Amount.ZERO);
    return taken < pair.supply().freeSlots()
        && !pair.supply().freeBond().isLessThan(promised.plus(pair.stake()));
  }

  private void take(Pair pair) {
    slotsTaken.merge(provider(pair), 1, Integer::sum);
    bondTaken.merge(provider(pair), pair.stake(), Amount::plus);
  }

  private static Address provider(Pair pair) {
    return pair.supply().offer().provider();
  }

  private static Hash lot(Pair pair) {
    return Digests.keccak256(pair.demand().jobId().bytes(), pair.supply().offerId().bytes());
  }

  /** When the job is done at the speed the offer declares. */
  private static Instant earliestFinish(Pair pair, Instant blockTime) {
    var perSecond = Math.max(1, pair.supply().offer().fuelPerSecond().units());
    return blockTime.plusSeconds(pair.demand().spec().fuelLimit().units() / perSecond);
  }
}
