package souk.provider.node;

import java.util.Optional;
import souk.client.api.AcceptanceRequest;
import souk.client.api.SignedJob;
import souk.client.api.SignedOffer;
import souk.client.session.ChainSession;
import souk.protocol.offer.Offer;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.LaneSnapshot;
import souk.settlement.chain.SamplingQuote;
import souk.settlement.chain.SamplingRequest;

/** What a provider goes by when it judges a request. */
interface Facts {
  /** The newest block known. */
  Head head();

  /** The job as the contracts tell it now. */
  Optional<JobSnapshot> job(Hash id);

  /** What a match would be sampled with; empty if it would be refused. */
  Optional<SamplingQuote> quote(SamplingRequest request);

  /** Bond of this provider that is locked for nothing. */
  Amount freeBond();

  /** One of this provider's lanes. */
  LaneSnapshot lane(int number);

  /** The provider's own offer that a request names or shows, if it stands. */
  Optional<Offer> ownOffer(AcceptanceRequest request);

  /** Whether a job that was signed and not posted counts now. */
  boolean stands(SignedJob job);

  /** What the account can pay jobs with. */
  Amount balance(Address account);

  /** The facts of that chain. */
  static Facts of(ChainSession session, Offers offers) {
    return new Facts() {
      @Override
      public Head head() {
        return session.jobs().head().orElseThrow();
      }

      @Override
      public Optional<JobSnapshot> job(Hash id) {
        return session.chain().job(id);
      }

      @Override
      public Optional<SamplingQuote> quote(SamplingRequest request) {
        return session.chain().samplingQuote(request);
      }

      @Override
      public Amount freeBond() {
        return session.chain().provider(session.address()).free();
      }

      @Override
      public LaneSnapshot lane(int number) {
        return session.chain().lane(session.address(), number);
      }

      @Override
      public Optional<Offer> ownOffer(AcceptanceRequest request) {
        return offers
            .own(request.offerId())
            .or(
                () ->
                    request.signedOffer().filter(it -> isOwn(request, it)).map(SignedOffer::offer));
      }

      private boolean isOwn(AcceptanceRequest request, SignedOffer signed) {
        var offer = signed.offer();
        return offers.isOwn(offer)
            && session.domain().offerId(offer).equals(request.offerId())
            && session
                .chain()
                .stands(session.address(), request.offerId(), offer.nonce(), signed.signature());
      }

      @Override
      public boolean stands(SignedJob signed) {
        var job = signed.job();
        return session
            .chain()
            .stands(job.consumer(), session.domain().jobId(job), job.nonce(), signed.signature());
      }

      @Override
      public Amount balance(Address account) {
        return session.chain().account(account).marketBalance();
      }
    };
  }
}
