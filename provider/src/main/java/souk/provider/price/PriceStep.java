package souk.provider.price;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import souk.protocol.value.Amount;
import souk.protocol.value.Price;
import souk.settlement.chain.MatchTerms;
import souk.settlement.chain.SamplingRate;

/**
 * The next price of a provider that follows the market: between settled and asked prices, never
 * below what the work costs with its share of audits, at most a tenth at a time.
 *
 * @param price what is asked from now on
 * @param reason why it is that
 * @param target what it moves to while nothing else changes
 * @param least below this the work would not pay, or the operator does not want to go
 * @param settled what others' jobs are settled at; empty if none was heard of
 * @param asked what others ask; empty if nobody asks
 */
public record PriceStep(
    Price price,
    Reason reason,
    Price target,
    Price least,
    Optional<Price> settled,
    Optional<Price> asked) {
  private static final BigInteger BASIS = BigInteger.valueOf(10_000);
  private static final BigInteger MOST_CHANGE_PARTS = BigInteger.TEN;
  private static final BigInteger WORTHWHILE_PARTS = BigInteger.valueOf(50);
  private static final int RATE_BITS = 64;
  private static final int VERIFIERS = 2;
  // With probability 1/20 a draw seats twice as many.
  private static final BigInteger SEATS_OF_TWENTY = BigInteger.valueOf(21L * VERIFIERS);
  private static final BigInteger TWENTY = BigInteger.valueOf(20);

  /** Why a price is what it is. */
  public enum Reason {
    /** There was none before. */
    FIRST,
    /** The one before did not cover what the work costs, or was below the floor. */
    COVERS,
    /** It goes after the market. */
    FOLLOWS,
    /** It stays: a change would not be worth another offer. */
    STAYS
  }

  /**
   * The next step.
   *
   * @param now what is asked now; empty before the first offer
   * @param stakeMultiple S/P of the offer, which the sampling rate follows from
   */
  public static PriceStep next(
      PricePolicy policy, Optional<Price> now, int stakeMultiple, MarketPrices market) {
    var least =
        max(policy.floor(), gross(plus(policy.cost(), audits(stakeMultiple, market)), market));
    var settled = Heard.median(market.settled()).map(it -> near(it, market.mean()));
    var asked = Heard.median(market.asked()).map(it -> near(it, market.mean()));
    var target = max(least, middle(settled, asked).orElse(market.mean()));
    if (now.isEmpty()) {
      return new PriceStep(target, Reason.FIRST, target, least, settled, asked);
    }
    if (now.get().compareTo(least) < 0) {
      return new PriceStep(least, Reason.COVERS, target, least, settled, asked);
    }
    var next = max(least, towards(now.get(), target));
    return isWorthwhile(now.get(), next)
        ? new PriceStep(next, Reason.FOLLOWS, target, least, settled, asked)
        : new PriceStep(now.get(), Reason.STAYS, target, least, settled, asked);
  }

  /**
   * A Gfuel's share of what audits cost in the long run, rounded up: the rate for two verifiers and
   * no value at risk, times their rewards. What a newcomer pays beyond that is its entry.
   */
  static Price audits(int stakeMultiple, MarketPrices market) {
    var rate =
        SamplingRate.deterring(BigInteger.ONE, BigInteger.valueOf(stakeMultiple), VERIFIERS)
            .max(market.floorRate());
    var reward = units(MatchTerms.rewardPrice(market.mean()));
    return price(
        ceilDivide(reward.multiply(SEATS_OF_TWENTY).multiply(rate), TWENTY.shiftLeft(RATE_BITS)));
  }

  /** What has to be asked for that to be left after the market node's fee. */
  private static Price gross(Price net, MarketPrices market) {
    var left = BASIS.subtract(BigInteger.valueOf(market.feeBps()));
    return price(ceilDivide(units(net).multiply(BASIS), left));
  }

  /** What is far from the slow mean is heard as half or twice of it, as the contracts do. */
  private static Price near(Price heard, Price mean) {
    var half = units(mean).shiftRight(1);
    var twice = units(mean).shiftLeft(1);
    return price(units(heard).max(half).min(twice));
  }

  private static Optional<Price> middle(Optional<Price> settled, Optional<Price> asked) {
    var heard = Stream.of(settled, asked).flatMap(Optional::stream).map(PriceStep::units).toList();
    return heard.isEmpty()
        ? Optional.empty()
        : Optional.of(price(sum(heard).divide(BigInteger.valueOf(heard.size()))));
  }

  private static BigInteger sum(List<BigInteger> numbers) {
    return numbers.stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static Price towards(Price now, Price target) {
    var most = units(now).divide(MOST_CHANGE_PARTS).max(BigInteger.ONE);
    var change = units(target).subtract(units(now)).max(most.negate()).min(most);
    return price(units(now).add(change));
  }

  /** Another offer costs gas, and those who would match the old one a try. */
  private static boolean isWorthwhile(Price now, Price next) {
    var change = units(next).subtract(units(now)).abs();
    return change.signum() > 0 && change.multiply(WORTHWHILE_PARTS).compareTo(units(now)) >= 0;
  }

  private static Price max(Price one, Price other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Price plus(Price one, Price other) {
    return new Price(one.perGfuel().plus(other.perGfuel()));
  }

  private static BigInteger units(Price price) {
    return price.perGfuel().units();
  }

  private static Price price(BigInteger units) {
    return new Price(new Amount(units));
  }

  private static BigInteger ceilDivide(BigInteger dividend, BigInteger divisor) {
    return dividend.add(divisor).subtract(BigInteger.ONE).divide(divisor);
  }
}
