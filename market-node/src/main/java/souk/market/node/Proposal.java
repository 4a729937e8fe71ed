package souk.market.node;

import java.time.Instant;
import java.util.Optional;
import souk.client.api.AcceptanceRequest;
import souk.market.match.Pair;
import souk.protocol.offer.Offer;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Signature;
import souk.settlement.chain.SamplingQuote;

/**
 * A match that only lacks the provider's word.
 *
 * @param request what the provider is asked
 * @param offer its offer
 * @param bond S + A: what the match would lock of its bond
 */
record Proposal(AcceptanceRequest request, Offer offer, Amount bond) {

  static Proposal of(Pair pair, SamplingQuote quote, Instant expiry) {
    var demand = pair.demand();
    var supply = pair.supply();
    var request =
        new AcceptanceRequest(
            demand.jobId(),
            demand.spec(),
            Signature.NONE,
            demand.attempt(),
            supply.offerId(),
            Optional.empty(),
            supply.offer().price(),
            pair.stake(),
            quote.verifiers(),
            quote.rate(),
            expiry);
    return new Proposal(request, supply.offer(), pair.stake().plus(quote.auditDeposit()));
  }

  Address provider() {
    return offer.provider();
  }
}
