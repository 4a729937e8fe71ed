package souk.provider.node;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import souk.protocol.value.Price;
import souk.provider.journal.PriceJournal;
import souk.provider.journal.PriceJournal.Decision;
import souk.provider.price.MarketPrices;
import souk.provider.price.PricePolicy;
import souk.provider.price.PriceStep;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Head;

/**
 * Keeps the terms on offer at a price that follows the market: looks at it every so often and
 * journals each decision before it is acted on. {@link #get} may be asked by any thread.
 */
final class PriceSetter implements Supplier<OfferTerms> {
  private static final int LOOKS_PER_EPOCH = 24;

  private final PricePolicy policy;
  private final Function<Head, MarketPrices> market;
  private final PriceJournal journal;
  private final Duration pause;
  private final ProviderLog log;
  private volatile OfferTerms terms;
  private Optional<Price> now;
  private Instant looked = Instant.MIN;

  /**
   * @param terms what is offered, at any price
   * @param market what others sell for, seen at that block; throws {@link ChainException} if that
   *     cannot be told
   * @param epoch of the market: it is looked at 24 times in that
   */
  PriceSetter(
      PricePolicy policy,
      OfferTerms terms,
      Function<Head, MarketPrices> market,
      PriceJournal journal,
      Duration epoch,
      ProviderLog log) {
    this.policy = policy;
    this.market = market;
    this.journal = journal;
    this.pause = epoch.dividedBy(LOOKS_PER_EPOCH);
    this.log = log;
    this.now = journal.last().map(Decision::price);
    this.terms = now.map(terms::withPrice).orElse(terms);
  }

  /** The terms at the price that was decided last. */
  @Override
  public OfferTerms get() {
    return terms;
  }

  /**
   * Looks at the market if it is time to, and the last price is on offer.
   *
   * @param stands whether an offer of {@link #get} stands
   * @return whether there is a price: nothing is to be offered before
   */
  boolean atBlock(Head head, boolean stands) {
    if ((stands || now.isEmpty()) && !looked.isAfter(head.time().minus(pause))) {
      look(head);
    }
    return now.isPresent();
  }

  private void look(Head head) {
    try {
      var seen = market.apply(head);
      looked = head.time();
      var step = PriceStep.next(policy, now, terms.stakeMultiple(), seen);
      var reason = log.priced(step, now, seen);
      journal.decide(new Decision(head.time(), step.price(), step.target(), step.least(), reason));
      now = Optional.of(step.price());
      terms = terms.withPrice(step.price());
    } catch (ChainException e) {
      log.failed("price", String.valueOf(e.getMessage()));
    }
  }
}
