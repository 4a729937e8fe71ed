package souk.settlement.web3j;

import static souk.settlement.web3j.BoundLogs.address;
import static souk.settlement.web3j.BoundLogs.amount;
import static souk.settlement.web3j.BoundLogs.at;

import org.web3j.protocol.core.methods.response.Log;
import souk.settlement.chain.ChainEvent;
import souk.settlement.web3j.bindings.History;

/** Decodes what the History contract logs. */
final class HistoryEvents {
  private HistoryEvents() {}

  static void register(BindingsDecoder.Registry registry) {
    registry.add(History.AUDITPASSED_EVENT, HistoryEvents::auditPassed);
    registry.add(History.FAULTPROVEN_EVENT, HistoryEvents::faultProven);
  }

  private static ChainEvent auditPassed(Log log) {
    var e = History.getAuditPassedEventFromLog(log);
    return new ChainEvent.AuditPassed(
        at(log), address(e.provider), amount(e.value), Structs.price(e.meanPrice), e.floor);
  }

  private static ChainEvent faultProven(Log log) {
    var e = History.getFaultProvenEventFromLog(log);
    return new ChainEvent.FaultProven(at(log), address(e.provider), amount(e.value), e.floor);
  }
}
