package souk.market.node;

import java.time.Instant;
import java.util.Optional;
import souk.client.api.AcceptanceRequest;
import souk.market.match.Pair;
import souk.protocol.offer.Offer;
import souk.protocol.value.Address;
import souk.protocol.value.Signature;
import souk.settlement.chain.SamplingQuote;

/**
 * A match that only lacks the provider's word.
 *
 * @param request what the provider is asked
 * @param offer its offer
 */
record Proposal(AcceptanceRequest request, Offer offer) {

  static Proposal of(Pair pair, SamplingQuote quote, Instant expiry) {
    var demand = pair.demand();
    var request =
        new AcceptanceRequest(
            demand.jobId(),
            demand.spec(),
            Signature.NONE,
            demand.attempt(),
            pair.offerId(),
            Optional.empty(),
            pair.offer().price(),
            pair.stake(),
            quote.verifiers(),
            quote.rate(),
            expiry);
    return new Proposal(request, pair.offer());
  }

  Address provider() {
    return offer.provider();
  }
}
