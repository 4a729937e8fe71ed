package souk.market.match;

import java.util.Optional;
import souk.protocol.offer.Offer;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.SamplingQuote;

/**
 * A job and an offer that fit.
 *
 * @param demand the job
 * @param offerId hash of the offer
 * @param offer the offer
 * @param seller its provider
 */
public record Pair(Demand demand, Hash offerId, Offer offer, Seller seller) {

  /** Who would run the job. */
  public Address provider() {
    return offer.provider();
  }

  /** P: the offer's price for the whole fuel limit, rounded up. */
  public Amount fullPrice() {
    return offer.price().escrowFor(demand.spec().fuelLimit());
  }

  /** S: what the match puts at stake. */
  public Amount stake() {
    return fullPrice().times(offer.stakeMultiple());
  }

  /** What the match would be sampled with; empty if the contracts would refuse it. */
  public Optional<SamplingQuote> quote(Climate climate) {
    return climate.quote(demand.spec(), provider(), fullPrice(), stake(), seller.audited());
  }
}
