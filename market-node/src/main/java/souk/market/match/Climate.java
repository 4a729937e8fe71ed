package souk.market.match;

import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Price;
import souk.settlement.chain.MatchTerms;
import souk.settlement.chain.Parameters;
import souk.settlement.chain.SamplingQuote;
import souk.settlement.chain.SamplingRate;

/**
 * What the whole market makes of every match: how many verify it, how often it is sampled and what
 * an audit costs. The same exact integers as {@code History.sol}.
 *
 * @param parameters the market's
 * @param meanPrice slow mean of settled prices
 * @param floor least rate of any job, in units of 2^-64
 * @param drawable verifiers that can be drawn in this epoch and the next
 * @param members verifiers that have weight now
 * @param node who would land the match
 */
public record Climate(
    Parameters parameters,
    Price meanPrice,
    BigInteger floor,
    long drawable,
    Set<Address> members,
    Address node) {
  /** Most verifiers of a job that does not say how many it wants. */
  static final int MOST_BY_DEFAULT = 3;

  private static final int PARTIES = 3;
  private static final BigInteger TWENTY = BigInteger.valueOf(20);
  private static final BigInteger THIRTEEN = BigInteger.valueOf(13);

  public Climate {
    members = Set.copyOf(members);
    if (meanPrice.perGfuel().units().bitLength() > Score.PRICE_BITS) {
      throw new IllegalArgumentException("a mean price has at most 56 bits: " + meanPrice);
    }
  }

  /**
   * What a match would be sampled with; empty if the contract would refuse it, because nobody is
   * eligible to verify or cheating would pay even if always sampled.
   *
   * @param fullPrice P
   * @param stake S
   * @param audited the provider's audited value
   */
  public Optional<SamplingQuote> quote(
      JobSpec job, Address provider, Amount fullPrice, Amount stake, Amount audited) {
    var m = verifiers(job, provider, fullPrice);
    var risk = risk(job, fullPrice);
    if (m == 0 || SamplingRate.cheatingPays(risk, stake.units(), m)) {
      return Optional.empty();
    }
    var least =
        SamplingRate.deterring(risk, stake.units(), m)
            .max(
                SamplingRate.forRecord(
                    audited.units(),
                    fullPrice.units(),
                    parameters.newcomerAudits(),
                    parameters.historyWeight()));
    var rate = SamplingRate.narrow(least).max(floor);
    return Optional.of(SamplingQuote.of(m, rate, reward(job)));
  }

  /** m: what the job wants or the market's default, and never more than are eligible. */
  private int verifiers(JobSpec job, Address provider, Amount fullPrice) {
    var wanted = job.verifiers() == 0 ? byDefault(job, fullPrice) : job.verifiers();
    return eligible(job.consumer(), provider, wanted);
  }

  private int byDefault(JobSpec job, Amount fullPrice) {
    if (!fullPrice.plus(job.valueAtRisk()).isLessThan(parameters.highValue())) {
      return MOST_BY_DEFAULT;
    }
    return fullPrice.isLessThan(parameters.smallValue()) && job.valueAtRisk().isZero() ? 1 : 2;
  }

  /** The largest value at risk that the stake of such a match deters; empty if none is. */
  Optional<Amount> mostRisk(Pair pair) {
    var job = pair.demand().spec();
    if (job.verifiers() > 0) {
      return mostRisk(pair, eligible(job.consumer(), pair.provider(), job.verifiers()));
    }
    // The default depends on the value itself: three verifiers from the high value on.
    var high = parameters.highValue().units();
    var three = mostRisk(pair, eligible(job.consumer(), pair.provider(), MOST_BY_DEFAULT));
    var atThree = three.filter(it -> risk(it, pair).compareTo(high) >= 0);
    return atThree.or(
        () ->
            mostRisk(pair, eligible(job.consumer(), pair.provider(), MOST_BY_DEFAULT - 1))
                .map(it -> it.min(below(high, pair))));
  }

  private static Optional<Amount> mostRisk(Pair pair, int m) {
    if (m == 0) {
      return Optional.empty();
    }
    var covered =
        THIRTEEN
            .multiply(SamplingRate.power(m).subtract(BigInteger.ONE))
            .multiply(pair.stake().units())
            .divide(TWENTY);
    var most = covered.subtract(pair.fullPrice().units());
    return most.signum() < 0 ? Optional.empty() : Optional.of(new Amount(most));
  }

  private static BigInteger risk(Amount valueAtRisk, Pair pair) {
    return valueAtRisk.plus(pair.fullPrice()).units();
  }

  private static Amount below(BigInteger high, Pair pair) {
    var most = high.subtract(BigInteger.ONE).subtract(pair.fullPrice().units());
    return new Amount(most.max(BigInteger.ZERO));
  }

  /** How many of so many wanted can verify a job between these parties. */
  int eligible(Address consumer, Address provider, int wanted) {
    if (drawable >= wanted + PARTIES || members.size() >= wanted + PARTIES) {
      return wanted;
    }
    var parties = members.contains(consumer) ? 1 : 0;
    parties += members.contains(provider) && !provider.equals(consumer) ? 1 : 0;
    var isThird = !node.equals(consumer) && !node.equals(provider);
    parties += members.contains(node) && isThird ? 1 : 0;
    return Math.min(members.size() - parties, wanted);
  }

  /** r at the job's fuel limit. */
  Amount reward(JobSpec job) {
    var byFuel = new Price(Amount.of(rewardPrice())).paymentFor(job.fuelLimit());
    return byFuel.isLessThan(parameters.leastReward()) ? parameters.leastReward() : byFuel;
  }

  /** v: base units per 10^9 fuel, less than 2^56. */
  long rewardPrice() {
    return MatchTerms.rewardPrice(meanPrice).perGfuel().units().longValueExact();
  }

  private static BigInteger risk(JobSpec job, Amount fullPrice) {
    return fullPrice.plus(job.valueAtRisk()).units();
  }
}
