package souk.market.match;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/**
 * The rule of who gets which job, said as plainly as can be: every job looks at every offer. {@link
 * OrderBook} comes to the same pairs without looking at all of them.
 */
public final class Matcher {
  static final Comparator<Demand> FIRST_POSTED =
      Comparator.comparing((Demand demand) -> demand.spec().postedAt())
          .thenComparing(Demand::jobId);

  private final Map<Address, Taken> taken = new TreeMap<>();
  private final List<Supply> supplies;
  private final Climate climate;
  private final Fit fit;

  /** What this pass has given away of a provider; all its offers draw on it. */
  private record Taken(int slots, Amount bond) {}

  private Matcher(List<Supply> supplies, Climate climate, Instant blockTime) {
    this.supplies = supplies;
    this.climate = climate;
    this.fit = new Fit(climate, blockTime);
  }

  /**
   * The pairs that should be asked for now, at most one per job, in the order in which the jobs
   * chose.
   *
   * @param blockTime time of the newest block
   */
  public static List<Pair> match(
      List<Demand> demands, List<Supply> supplies, Climate climate, Instant blockTime) {
    var matcher = new Matcher(supplies, climate, blockTime);
    var pairs = new ArrayList<Pair>();
    demands.stream()
        .sorted(FIRST_POSTED)
        .forEach(demand -> matcher.place(demand).ifPresent(pairs::add));
    return pairs;
  }

  private Optional<Pair> place(Demand demand) {
    var best =
        supplies.stream()
            .map(this::asLeft)
            .map(supply -> supply.with(demand))
            .filter(fit::holds)
            .min(bestFor(demand));
    best.ifPresent(this::take);
    return best;
  }

  private Supply asLeft(Supply supply) {
    var gone = taken.get(supply.offer().provider());
    return gone == null
        ? supply
        : new Supply(
            supply.offerId(), supply.offer(), supply.seller().taking(gone.slots(), gone.bond()));
  }

  private void take(Pair pair) {
    var deposit = pair.quote(climate).orElseThrow().auditDeposit();
    taken.merge(
        pair.provider(),
        new Taken(1, pair.stake().plus(deposit)),
        (a, b) -> new Taken(a.slots() + b.slots(), a.bond().plus(b.bond())));
  }

  private Comparator<Pair> bestFor(Demand demand) {
    return Comparator.comparing((Pair pair) -> demand.unansweredBy(pair.provider()))
        .thenComparing(pair -> demand.preference(pair.provider()))
        .thenComparing(pair -> pair.seller().silent())
        .thenComparing(this::score)
        .thenComparing(pair -> clockwise(demand.jobId(), pair.offerId()));
  }

  private long score(Pair pair) {
    var seller = pair.seller();
    var price = pair.offer().price().perGfuel().units().longValueExact();
    return Score.of(
        price, Score.weight(seller.audited(), seller.cleanAuditsOwed(), climate.parameters()));
  }

  /** How far the offer is from the job on the ring of all hashes. */
  private static BigInteger clockwise(Hash jobId, Hash offerId) {
    var distance = new BigInteger(1, offerId.bytes()).subtract(ringStart(jobId));
    return distance.signum() < 0 ? distance.add(BigInteger.ONE.shiftLeft(256)) : distance;
  }

  /** The job's place: the first 64 bits of its id, the rest zero. */
  private static BigInteger ringStart(Hash jobId) {
    return new BigInteger(1, jobId.bytes()).shiftRight(192).shiftLeft(192);
  }
}
