package souk.settlement.web3j;

import static souk.settlement.web3j.BoundLogs.address;
import static souk.settlement.web3j.BoundLogs.amount;
import static souk.settlement.web3j.BoundLogs.at;
import static souk.settlement.web3j.BoundLogs.hash;

import org.web3j.protocol.core.methods.response.Log;
import souk.protocol.value.Address;
import souk.settlement.chain.AuditEvent;
import souk.settlement.chain.ChainEvent;
import souk.settlement.web3j.bindings.Audits;

/** Decodes what the Audits contract logs. */
final class AuditEvents {
  private AuditEvents() {}

  static void register(BindingsDecoder.Registry registry) {
    registry.add(Audits.COMMITTEEAWAITED_EVENT, AuditEvents::committeeAwaited);
    registry.add(Audits.SEATED_EVENT, AuditEvents::seated);
    registry.add(Audits.ANSWERCOMMITTED_EVENT, AuditEvents::answerCommitted);
    registry.add(Audits.UNABLEDECLARED_EVENT, AuditEvents::unableDeclared);
    registry.add(Audits.ANSWERREVEALED_EVENT, AuditEvents::answerRevealed);
    registry.add(Audits.AUDITEXTENDED_EVENT, AuditEvents::auditExtended);
    registry.add(Audits.SEATCLOSED_EVENT, AuditEvents::seatClosed);
  }

  private static ChainEvent committeeAwaited(Log log) {
    var e = Audits.getCommitteeAwaitedEventFromLog(log);
    return new AuditEvent.CommitteeAwaited(
        at(log),
        hash(e.id),
        e.attempt.intValueExact(),
        e.round.intValueExact(),
        e.seats.intValueExact(),
        e.seedBlock.longValueExact(),
        e.epoch.longValueExact());
  }

  private static ChainEvent seated(Log log) {
    var e = Audits.getSeatedEventFromLog(log);
    return new AuditEvent.Seated(
        at(log),
        hash(e.id),
        e.attempt.intValueExact(),
        e.round.intValueExact(),
        e.verifiers.stream().map(Address::parse).toList(),
        amount(e.lock),
        Structs.instant(e.deadline));
  }

  private static ChainEvent answerCommitted(Log log) {
    var e = Audits.getAnswerCommittedEventFromLog(log);
    return new AuditEvent.AnswerCommitted(
        at(log), hash(e.id), address(e.verifier), e.round.intValueExact(), hash(e.commitment));
  }

  private static ChainEvent unableDeclared(Log log) {
    var e = Audits.getUnableDeclaredEventFromLog(log);
    return new AuditEvent.UnableDeclared(at(log), hash(e.id), address(e.verifier));
  }

  private static ChainEvent answerRevealed(Log log) {
    var e = Audits.getAnswerRevealedEventFromLog(log);
    return new AuditEvent.AnswerRevealed(
        at(log), hash(e.id), address(e.verifier), e.round.intValueExact(), hash(e.resultRoot));
  }

  private static ChainEvent seatClosed(Log log) {
    var e = Audits.getSeatClosedEventFromLog(log);
    return new AuditEvent.SeatClosed(
        at(log), hash(e.id), address(e.verifier), amount(e.earned), amount(e.lost));
  }

  private static ChainEvent auditExtended(Log log) {
    var e = Audits.getAuditExtendedEventFromLog(log);
    return new AuditEvent.AuditExtended(at(log), hash(e.id), Structs.instant(e.deadline));
  }
}
