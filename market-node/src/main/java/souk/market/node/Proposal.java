package souk.market.node;

import java.time.Instant;
import java.util.Optional;
import souk.client.api.AcceptanceRequest;
import souk.client.api.SignedOffer;
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

  /**
   * @param self the market node that asks
   * @param jobSignature the consumer's; none if the job is on chain
   * @param signedOffer the offer with its signature; empty if it is on chain
   */
  static Proposal of(
      Pair pair,
      SamplingQuote quote,
      Instant expiry,
      Address self,
      Signature jobSignature,
      Optional<SignedOffer> signedOffer) {
    var demand = pair.demand();
    var request =
        new AcceptanceRequest(
            demand.jobId(),
            demand.spec(),
            jobSignature,
            demand.attempt(),
            pair.offerId(),
            signedOffer,
            pair.offer().price(),
            pair.stake(),
            quote.verifiers(),
            quote.rate(),
            expiry,
            self);
    return new Proposal(request, pair.offer());
  }

  Address provider() {
    return offer.provider();
  }
}
