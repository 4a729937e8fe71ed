package souk.settlement.web3j;

import static souk.settlement.web3j.BoundLogs.address;
import static souk.settlement.web3j.BoundLogs.at;
import static souk.settlement.web3j.BoundLogs.hash;

import java.time.Duration;
import java.util.Optional;
import org.web3j.protocol.core.methods.response.Log;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.job.OutputKey;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.Deal;
import souk.settlement.web3j.bindings.Orders;

/** Decodes what the Orders contract logs. */
final class OrderEvents {
  private OrderEvents() {}

  static void register(BindingsDecoder.Registry registry) {
    registry.add(Orders.OFFERPOSTED_EVENT, OrderEvents::offerPosted);
    registry.add(Orders.OFFERCANCELLED_EVENT, OrderEvents::offerCancelled);
    registry.add(Orders.JOBPOSTED_EVENT, OrderEvents::jobPosted);
    registry.add(Orders.JOBMATCHED_EVENT, OrderEvents::jobMatched);
    registry.add(Orders.JOBCANCELLED_EVENT, OrderEvents::jobCancelled);
    registry.add(Orders.ORDERSCANCELLED_EVENT, OrderEvents::ordersCancelled);
  }

  private static ChainEvent offerPosted(Log log) {
    var e = Orders.getOfferPostedEventFromLog(log);
    return new ChainEvent.OfferPosted(at(log), hash(e.id), offer(e.offer));
  }

  private static ChainEvent offerCancelled(Log log) {
    var e = Orders.getOfferCancelledEventFromLog(log);
    return new ChainEvent.OfferCancelled(at(log), hash(e.id), address(e.provider));
  }

  private static ChainEvent jobPosted(Log log) {
    var e = Orders.getJobPostedEventFromLog(log);
    return new ChainEvent.JobPosted(at(log), hash(e.id), job(e.work, e.terms));
  }

  private static ChainEvent jobCancelled(Log log) {
    var e = Orders.getJobCancelledEventFromLog(log);
    return new ChainEvent.JobCancelled(at(log), hash(e.id), address(e.consumer));
  }

  private static ChainEvent ordersCancelled(Log log) {
    var e = Orders.getOrdersCancelledEventFromLog(log);
    return new ChainEvent.OrdersCancelled(at(log), address(e.account), e.nonce.longValueExact());
  }

  private static ChainEvent jobMatched(Log log) {
    var e = Orders.getJobMatchedEventFromLog(log);
    var m = e.matched;
    return new ChainEvent.JobMatched(
        at(log),
        hash(e.id),
        new Deal(
            address(e.provider),
            address(e.marketNode),
            hash(m.offerId),
            m.attempt.intValueExact(),
            m.lane.intValueExact(),
            Structs.price(m.price),
            m.stakeMultiple.intValueExact(),
            Structs.price(m.rewardPrice),
            m.verifiers.intValueExact(),
            m.rate,
            Duration.ofSeconds(m.runTime.longValueExact()),
            EngineName.of(hash(m.engine))),
        Structs.instant(m.deadline));
  }

  private static Offer offer(Orders.Offer offer) {
    return new Offer(
        Address.parse(offer.provider),
        Structs.price(offer.price),
        offer.stakeMultiple.intValueExact(),
        Structs.fuel(offer.maxFuel),
        offer.maxPages.intValueExact(),
        Structs.fuel(offer.fuelPerSecond),
        offer.slots.intValueExact(),
        new Tags(offer.tags),
        EngineName.of(Hash.of(offer.engine)),
        Hash.of(offer.endpoint),
        Structs.instant(offer.expiry),
        offer.nonce.longValueExact(),
        offer.salt);
  }

  private static JobSpec job(Orders.Work work, Orders.JobTerms terms) {
    return new JobSpec(
        Address.parse(terms.consumer),
        Hash.of(work.codeId),
        Hash.of(work.module),
        Hash.of(work.input),
        Hash.of(work.mounts),
        Hash.of(work.arguments),
        Hash.of(work.chunks),
        JobKind.of(work.kind.intValueExact()),
        Structs.fuel(terms.fuelLimit),
        terms.memoryLimit.intValueExact(),
        work.turnLimit.intValueExact(),
        Structs.price(terms.priceCeiling),
        new Amount(terms.valueAtRisk),
        terms.verifiers.intValueExact(),
        terms.minStakeMultiple.intValueExact(),
        new Tags(terms.tags),
        Structs.instant(terms.latestFinish),
        Structs.instant(terms.postedAt),
        outputKey(work),
        Hash.of(terms.secretHash),
        terms.nonce.longValueExact(),
        terms.salt);
  }

  private static Optional<OutputKey> outputKey(Orders.Work work) {
    return work.outputKeyPrefix.signum() == 0
        ? Optional.empty()
        : Optional.of(
            new OutputKey(work.outputKeyPrefix.intValueExact(), Hash.of(work.outputKeyX)));
  }
}
