package souk.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import souk.market.match.Demand;
import souk.protocol.offer.Offer;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/**
 * Matching without a book: a scan of all offers for every job, and the loop over all pairs that
 * peers use, which reads offer and provider from a store for each. Both know fewer requirements
 * than the book and keep no record of audits.
 */
final class NaiveMatching {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final List<Hash> ids;
  private final Map<Hash, Offer> store = new HashMap<>();
  private final Map<Address, Amount> bonds = new HashMap<>();
  private final Offer[] offers;
  private final long[] prices;

  NaiveMatching(int count) {
    var market = new MatchMarket(count, count);
    for (var number = 0; number < market.providers(); number++) {
      var seller = market.seller(number);
      bonds.put(seller.provider(), seller.freeBond());
    }
    for (var number = 0; number < count; number++) {
      var posted = market.posted();
      store.put(posted.id(), posted.offer());
    }
    ids = List.copyOf(store.keySet());
    offers = ids.stream().map(store::get).toArray(Offer[]::new);
    prices = Arrays.stream(offers).mapToLong(NaiveMatching::units).toArray();
  }

  /** Jobs a second when every job looks at every offer, kept in an array. */
  long scanned(List<Demand> jobs) {
    var start = THREADS.getCurrentThreadCpuTime();
    var found = 0;
    for (var job : jobs) {
      found += scan(job) == null ? 0 : 1;
    }
    return perSecond(jobs.size(), THREADS.getCurrentThreadCpuTime() - start, found);
  }

  /** Jobs a second when every pair is looked up. */
  long nested(List<Demand> jobs) {
    var start = THREADS.getCurrentThreadCpuTime();
    var found = 0;
    for (var job : jobs) {
      @Nullable Offer best = null;
      for (var id : ids) {
        var offer = Objects.requireNonNull(store.get(id));
        var bond = bond(offer);
        if (fits(job, offer) && covers(bond, job, offer) && isCheaper(offer, best)) {
          best = offer;
        }
      }
      found += best == null ? 0 : 1;
    }
    return perSecond(jobs.size(), THREADS.getCurrentThreadCpuTime() - start, found);
  }

  private @Nullable Offer scan(Demand job) {
    var ceiling = job.spec().priceCeiling().perGfuel().units().longValue();
    @Nullable Offer best = null;
    var least = ceiling + 1;
    for (var number = 0; number < offers.length; number++) {
      var offer = offers[number];
      if (prices[number] < least && fits(job, offer) && covers(bond(offer), job, offer)) {
        best = offer;
        least = prices[number];
      }
    }
    return best;
  }

  private Amount bond(Offer offer) {
    return bonds.getOrDefault(offer.provider(), Amount.ZERO);
  }

  private static boolean fits(Demand demand, Offer offer) {
    var job = demand.spec();
    return job.fuelLimit().compareTo(offer.maxFuel()) <= 0
        && job.memoryLimit() <= offer.maxPages()
        && offer.stakeMultiple() >= job.minStakeMultiple()
        && offer.price().compareTo(job.priceCeiling()) <= 0
        && offer.tags().containsAll(job.tags());
  }

  private static boolean covers(Amount bond, Demand job, Offer offer) {
    var stake = offer.price().escrowFor(job.spec().fuelLimit()).times(offer.stakeMultiple());
    return !bond.isLessThan(stake);
  }

  private static boolean isCheaper(Offer offer, @Nullable Offer than) {
    return than == null || offer.price().compareTo(than.price()) < 0;
  }

  private static long units(Offer offer) {
    return offer.price().perGfuel().units().longValue();
  }

  private static long perSecond(int jobs, long nanos, int found) {
    if (found == 0) {
      throw new IllegalStateException("no job found an offer");
    }
    return jobs * 1_000_000_000L / nanos;
  }
}
