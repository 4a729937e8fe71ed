package souk.settlement.web3j;

import static souk.settlement.web3j.BoundLogs.address;
import static souk.settlement.web3j.BoundLogs.amount;
import static souk.settlement.web3j.BoundLogs.at;

import org.web3j.protocol.core.methods.response.Log;
import souk.settlement.chain.ChainEvent;
import souk.settlement.log.Reverts;
import souk.settlement.web3j.bindings.Market;

/**
 * Decodes what the market logs of balances and bonds, and what every contract logs of its batches.
 */
final class MoneyEvents {
  private MoneyEvents() {}

  static void register(BindingsDecoder.Registry registry) {
    registry.add(Market.DEPOSITED_EVENT, MoneyEvents::deposited);
    registry.add(Market.WITHDRAWN_EVENT, MoneyEvents::withdrawn);
    registry.add(Market.TRANSFERRED_EVENT, MoneyEvents::transferred);
    registry.add(Market.APPROVED_EVENT, MoneyEvents::approved);
    registry.add(Market.BONDED_EVENT, MoneyEvents::bonded);
    registry.add(Market.UNBONDED_EVENT, MoneyEvents::unbonded);
    registry.add(Market.BONDWITHDRAWN_EVENT, MoneyEvents::bondWithdrawn);
    registry.add(Market.PULLED_EVENT, MoneyEvents::pulled);
    registry.add(Market.PAID_EVENT, MoneyEvents::paid);
    registry.add(Market.BURNED_EVENT, MoneyEvents::burned);
    registry.add(Market.SKIPPED_EVENT, MoneyEvents::skipped);
  }

  private static ChainEvent deposited(Log log) {
    var e = Market.getDepositedEventFromLog(log);
    return new ChainEvent.Deposited(at(log), address(e.account), amount(e.amount));
  }

  private static ChainEvent withdrawn(Log log) {
    var e = Market.getWithdrawnEventFromLog(log);
    return new ChainEvent.Withdrawn(at(log), address(e.account), amount(e.amount));
  }

  private static ChainEvent transferred(Log log) {
    var e = Market.getTransferredEventFromLog(log);
    return new ChainEvent.Transferred(at(log), address(e.from), address(e.to), amount(e.amount));
  }

  private static ChainEvent approved(Log log) {
    var e = Market.getApprovedEventFromLog(log);
    return new ChainEvent.Approved(at(log), address(e.owner), address(e.spender), amount(e.amount));
  }

  private static ChainEvent bonded(Log log) {
    var e = Market.getBondedEventFromLog(log);
    return new ChainEvent.Bonded(at(log), address(e.provider), amount(e.amount));
  }

  private static ChainEvent unbonded(Log log) {
    var e = Market.getUnbondedEventFromLog(log);
    return new ChainEvent.Unbonded(
        at(log),
        address(e.provider),
        amount(e.amount),
        amount(e.unbonding),
        Structs.instant(e.availableAt));
  }

  private static ChainEvent bondWithdrawn(Log log) {
    var e = Market.getBondWithdrawnEventFromLog(log);
    return new ChainEvent.BondWithdrawn(at(log), address(e.provider), amount(e.amount));
  }

  private static ChainEvent pulled(Log log) {
    var e = Market.getPulledEventFromLog(log);
    return new ChainEvent.Pulled(at(log), address(e.court), address(e.account), amount(e.amount));
  }

  private static ChainEvent paid(Log log) {
    var e = Market.getPaidEventFromLog(log);
    return new ChainEvent.Paid(at(log), address(e.court), address(e.account), amount(e.amount));
  }

  private static ChainEvent burned(Log log) {
    var e = Market.getBurnedEventFromLog(log);
    return new ChainEvent.Burned(at(log), amount(e.amount));
  }

  private static ChainEvent skipped(Log log) {
    var e = Market.getSkippedEventFromLog(log);
    return new ChainEvent.Skipped(at(log), e.index.intValueExact(), Reverts.ofSelector(e.reason));
  }
}
