package souk.settlement.web3j;

import static souk.settlement.web3j.BoundLogs.address;
import static souk.settlement.web3j.BoundLogs.amount;
import static souk.settlement.web3j.BoundLogs.at;
import static souk.settlement.web3j.BoundLogs.hash;

import org.web3j.protocol.core.methods.response.Log;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.Leg;
import souk.settlement.chain.LegEvent;
import souk.settlement.web3j.bindings.Disputes;
import souk.settlement.web3j.bindings.Relay;

/** Decodes what is logged of jobs that went from provider to provider. */
final class RelayEvents {
  private RelayEvents() {}

  static void register(BindingsDecoder.Registry registry) {
    registry.add(Relay.CHECKPOINTLANDED_EVENT, RelayEvents::checkpointLanded);
    registry.add(Relay.LEGKEPT_EVENT, RelayEvents::legKept);
    registry.add(Relay.LEGSDROPPED_EVENT, RelayEvents::legsDropped);
    registry.add(Relay.LEGPAID_EVENT, RelayEvents::legPaid);
    registry.add(Relay.LEGSLASHED_EVENT, RelayEvents::legSlashed);
    registry.add(Disputes.ATTRIBUTIONAWAITED_EVENT, RelayEvents::attributionAwaited);
    registry.add(Disputes.ATTRIBUTED_EVENT, RelayEvents::attributed);
  }

  private static ChainEvent checkpointLanded(Log log) {
    var e = Relay.getCheckpointLandedEventFromLog(log);
    return new LegEvent.CheckpointLanded(
        at(log),
        hash(e.jobId),
        address(e.provider),
        e.attempt.intValueExact(),
        e.turns.intValueExact(),
        Structs.fuel(e.fuelUsed),
        hash(e.before),
        hash(e.turnHash),
        hash(e.stateHash));
  }

  private static ChainEvent legKept(Log log) {
    var e = Relay.getLegKeptEventFromLog(log);
    var leg = e.leg;
    return new LegEvent.LegKept(
        at(log),
        hash(e.jobId),
        e.attempt.intValueExact(),
        e.index.intValueExact(),
        new Leg(
            hash(leg.point),
            address(leg.provider),
            Structs.price(leg.price),
            leg.turns.intValueExact(),
            address(leg.marketNode),
            Structs.fuel(leg.fuelUsed),
            amount(leg.stake),
            amount(leg.deposit)));
  }

  private static ChainEvent legsDropped(Log log) {
    var e = Relay.getLegsDroppedEventFromLog(log);
    return new LegEvent.LegsDropped(at(log), hash(e.jobId), e.kept.intValueExact());
  }

  private static ChainEvent legPaid(Log log) {
    var e = Relay.getLegPaidEventFromLog(log);
    return new LegEvent.LegPaid(
        at(log),
        hash(e.jobId),
        e.index.intValueExact(),
        address(e.provider),
        address(e.marketNode),
        amount(e.paid),
        amount(e.fee),
        amount(e.share));
  }

  private static ChainEvent legSlashed(Log log) {
    var e = Relay.getLegSlashedEventFromLog(log);
    return new LegEvent.LegSlashed(
        at(log),
        hash(e.jobId),
        e.index.intValueExact(),
        address(e.provider),
        amount(e.lost),
        amount(e.toCourt),
        amount(e.toConsumer),
        amount(e.toSink));
  }

  private static ChainEvent attributionAwaited(Log log) {
    var e = Disputes.getAttributionAwaitedEventFromLog(log);
    return new LegEvent.AttributionAwaited(
        at(log), hash(e.jobId), e.attempt.intValueExact(), Structs.instant(e.deadline));
  }

  private static ChainEvent attributed(Log log) {
    var e = Disputes.getAttributedEventFromLog(log);
    return new LegEvent.Attributed(
        at(log), hash(e.jobId), e.attempt.intValueExact(), e.leg.intValueExact());
  }
}
