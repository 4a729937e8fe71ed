package souk.provider.node;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import souk.client.api.AcceptanceRequest;
import souk.protocol.codec.CodeId;
import souk.protocol.codec.MarketDomain;
import souk.protocol.job.Acceptance;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.job.SlotNonce;
import souk.protocol.offer.Offer;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Moment;
import souk.runtime.machine.Machine;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.SamplingQuote;

/**
 * Judges a market node's request: nothing in it is believed that the chain or the provider's own
 * offer does not say too. Every objection is one line.
 */
final class AcceptanceCheck {
  private static final BigInteger HEADROOM = BigInteger.valueOf(4);

  private final MarketDomain domain;
  private final OfferTerms terms;

  AcceptanceCheck(MarketDomain domain, OfferTerms terms) {
    this.domain = domain;
    this.terms = terms;
  }

  /** What is wrong with the order and the machine it is for. */
  Optional<String> aboutOrder(AcceptanceRequest request) {
    var spec = request.spec();
    if (!domain.jobId(spec).equals(request.jobId())) {
      return Optional.of("the order is not the job's");
    }
    if (!spec.codeId().equals(CodeId.of(spec.module(), Machine.VERSION))) {
      return Optional.of("the code id is not the module's on this machine");
    }
    return Optional.empty();
  }

  /** What keeps the order from being run under the offer at that moment. */
  Optional<String> aboutOffer(AcceptanceRequest request, Optional<Offer> own, Moment now) {
    if (own.isEmpty() || now.isPast(own.get().expiry())) {
      return Optional.of("the offer is not a standing one of this provider");
    }
    var offer = own.get();
    if (!request.price().equals(offer.price())) {
      return Optional.of("the price is not the offer's");
    }
    if (!request.stake().equals(stake(offer, request.spec()))) {
      return Optional.of("the stake is not the offer's multiple of the job's price");
    }
    return fits(offer, request.spec())
        ? Optional.empty()
        : Optional.of("the offer does not cover the job");
  }

  private static boolean fits(Offer offer, JobSpec spec) {
    return offer.price().compareTo(spec.priceCeiling()) <= 0
        && spec.fuelLimit().compareTo(offer.maxFuel()) <= 0
        && spec.memoryLimit() <= offer.maxPages()
        && spec.minStakeMultiple() <= offer.stakeMultiple()
        && offer.tags().containsAll(spec.tags());
  }

  /** What the chain says against the request. */
  Optional<String> aboutChain(AcceptanceRequest request, Optional<JobSnapshot> known, Moment now) {
    if (known.isEmpty()) {
      return Optional.of("the chain does not know the job");
    }
    var job = known.get();
    if (!(job.state() instanceof JobState.Open) || job.attempt() != request.attempt()) {
      return Optional.of("the job is not open for that attempt");
    }
    return aboutTime(request.spec(), now);
  }

  /**
   * What speaks against a job that is signed and not posted.
   *
   * @param stands whether the chain would take the signature now
   * @param balance what its consumer can pay jobs with
   */
  Optional<String> aboutSignedJob(
      AcceptanceRequest request, boolean stands, Amount balance, Moment now) {
    if (request.attempt() != 0) {
      return Optional.of("a job that was not posted has no second attempt");
    }
    if (!stands) {
      return Optional.of("the job's signature does not count");
    }
    return balance.isLessThan(request.spec().escrow())
        ? Optional.of("the consumer's market balance does not cover the job")
        : aboutTime(request.spec(), now);
  }

  private Optional<String> aboutTime(JobSpec spec, Moment now) {
    var done = now.blockTime().plus(terms.runTime(spec.fuelLimit()));
    return done.isAfter(spec.latestFinish())
        ? Optional.of("the job must be finished before it could be")
        : Optional.empty();
  }

  /** What the draw would cost that this provider cannot or need not pay. */
  Optional<String> aboutStake(
      AcceptanceRequest request, Optional<SamplingQuote> quote, Amount spendable) {
    if (quote.filter(it -> it.verifiers() == request.verifiers()).isEmpty()) {
      return Optional.of("the chain would not let that many verifiers and that stake be matched");
    }
    var locks = request.stake().plus(quote.get().auditDeposit());
    return spendable.isLessThan(locks)
        ? Optional.of("the free bond does not cover stake and audit deposit")
        : Optional.empty();
  }

  /**
   * The acceptance of a request that nothing speaks against.
   *
   * @param resumePoint where the job goes on; zero for the beginning
   */
  Acceptance acceptance(
      AcceptanceRequest request,
      Offer offer,
      SamplingQuote quote,
      Hash resumePoint,
      SlotNonce slotNonce,
      Instant expiry) {
    return new Acceptance(
        request.jobId(),
        request.attempt(),
        request.offerId(),
        request.price(),
        request.stake(),
        request.verifiers(),
        resumePoint.isZero() ? withHeadroom(quote.rate()) : Acceptance.ALWAYS,
        terms.runTime(request.spec().fuelLimit()),
        offer.engine(),
        Machine.VERSION,
        resumePoint,
        Hash.ZERO,
        slotNonce,
        expiry);
  }

  private static Amount stake(Offer offer, JobSpec spec) {
    return offer.price().escrowFor(spec.fuelLimit()).times(offer.stakeMultiple());
  }

  /**
   * The rate may rise a little between the promise and the match; earlier legs may rise it more.
   */
  private static BigInteger withHeadroom(BigInteger rate) {
    return rate.add(rate.divide(HEADROOM)).min(Acceptance.ALWAYS);
  }
}
