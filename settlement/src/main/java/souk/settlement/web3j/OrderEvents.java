package souk.settlement.web3j;

import static souk.settlement.web3j.Logs.address;
import static souk.settlement.web3j.Logs.at;
import static souk.settlement.web3j.Logs.hash;

import java.time.Duration;
import org.web3j.protocol.core.methods.response.Log;
import souk.protocol.offer.EngineName;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.Deal;
import souk.settlement.web3j.bindings.Orders;

/** Decodes what the Orders contract logs. */
final class OrderEvents {
  private OrderEvents() {}

  static void register(EventDecoder.Registry registry) {
    registry.add(Orders.OFFERPOSTED_EVENT, OrderEvents::offerPosted);
    registry.add(Orders.OFFERCANCELLED_EVENT, OrderEvents::offerCancelled);
    registry.add(Orders.JOBPOSTED_EVENT, OrderEvents::jobPosted);
    registry.add(Orders.JOBMATCHED_EVENT, OrderEvents::jobMatched);
    registry.add(Orders.JOBCANCELLED_EVENT, OrderEvents::jobCancelled);
    registry.add(Orders.ORDERSCANCELLED_EVENT, OrderEvents::ordersCancelled);
  }

  private static ChainEvent offerPosted(Log log) {
    var e = Orders.getOfferPostedEventFromLog(log);
    return new ChainEvent.OfferPosted(at(log), hash(e.id), Structs.fromBinding(e.offer));
  }

  private static ChainEvent offerCancelled(Log log) {
    var e = Orders.getOfferCancelledEventFromLog(log);
    return new ChainEvent.OfferCancelled(at(log), hash(e.id), address(e.provider));
  }

  private static ChainEvent jobPosted(Log log) {
    var e = Orders.getJobPostedEventFromLog(log);
    return new ChainEvent.JobPosted(at(log), hash(e.id), Structs.fromBinding(e.work, e.terms));
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
}
