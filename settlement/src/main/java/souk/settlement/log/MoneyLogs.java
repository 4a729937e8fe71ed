package souk.settlement.log;

import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ChainEvent.Approved;
import souk.settlement.chain.ChainEvent.AuditPassed;
import souk.settlement.chain.ChainEvent.BondWithdrawn;
import souk.settlement.chain.ChainEvent.Bonded;
import souk.settlement.chain.ChainEvent.Burned;
import souk.settlement.chain.ChainEvent.Deposited;
import souk.settlement.chain.ChainEvent.FaultProven;
import souk.settlement.chain.ChainEvent.Paid;
import souk.settlement.chain.ChainEvent.Pulled;
import souk.settlement.chain.ChainEvent.Skipped;
import souk.settlement.chain.ChainEvent.Transferred;
import souk.settlement.chain.ChainEvent.Unbonded;
import souk.settlement.chain.ChainEvent.Withdrawn;
import souk.settlement.chain.VerifierEvent;

/**
 * Reads what is logged of balances, bonds and records, and what every contract logs of its batches.
 */
final class MoneyLogs {
  private MoneyLogs() {}

  static void addTo(LogDecoder.Registry logs) {
    logs.add(
        "Deposited(address indexed,uint256)", f -> new Deposited(f.at(), f.address(), f.amount()));
    logs.add(
        "Withdrawn(address indexed,uint256)", f -> new Withdrawn(f.at(), f.address(), f.amount()));
    logs.add(
        "Transferred(address indexed,address indexed,uint256)",
        f -> new Transferred(f.at(), f.address(), f.address(), f.amount()));
    logs.add(
        "Approved(address indexed,address indexed,uint256)",
        f -> new Approved(f.at(), f.address(), f.address(), f.amount()));
    logs.add("Bonded(address indexed,uint256)", f -> new Bonded(f.at(), f.address(), f.amount()));
    logs.add(
        "Unbonded(address indexed,uint256,uint256,uint64)",
        f -> new Unbonded(f.at(), f.address(), f.amount(), f.amount(), f.time()));
    logs.add(
        "BondWithdrawn(address indexed,uint256)",
        f -> new BondWithdrawn(f.at(), f.address(), f.amount()));
    logs.add(
        "Pulled(address indexed,address indexed,uint256)",
        f -> new Pulled(f.at(), f.address(), f.address(), f.amount()));
    logs.add(
        "Paid(address indexed,address indexed,uint256)",
        f -> new Paid(f.at(), f.address(), f.address(), f.amount()));
    logs.add("Burned(address indexed,uint256)", MoneyLogs::burned);
    logs.add(
        "Skipped(uint256 indexed,bytes4)",
        f -> new Skipped(f.at(), f.index(), Reverts.ofSelector(f.bytes4())));
    addRecords(logs);
    addVerifiers(logs);
  }

  private static void addRecords(LogDecoder.Registry logs) {
    logs.add(
        "AuditPassed(address indexed,uint256,uint256,uint64)",
        f -> new AuditPassed(f.at(), f.address(), f.amount(), f.price(), f.uint64()));
    logs.add(
        "FaultProven(address indexed,uint256,uint64)",
        f -> new FaultProven(f.at(), f.address(), f.amount(), f.uint64()));
  }

  private static void addVerifiers(LogDecoder.Registry logs) {
    logs.add(
        "VerifierBonded(address indexed,uint256)",
        f -> new VerifierEvent.Bonded(f.at(), f.address(), f.amount()));
    logs.add(
        "VerifierUnbonded(address indexed,uint256,uint256,uint64)",
        f -> new VerifierEvent.Unbonded(f.at(), f.address(), f.amount(), f.amount(), f.time()));
    logs.add(
        "VerifierBondWithdrawn(address indexed,uint256)",
        f -> new VerifierEvent.BondWithdrawn(f.at(), f.address(), f.amount()));
    logs.add(
        "StakeLocked(address indexed,address indexed,uint256)",
        f -> new VerifierEvent.StakeLocked(f.at(), f.address(), f.address(), f.amount()));
    logs.add(
        "StakeReleased(address indexed,address indexed,uint256,uint256)",
        f ->
            new VerifierEvent.StakeReleased(
                f.at(), f.address(), f.address(), f.amount(), f.amount()));
  }

  private static ChainEvent burned(Fields f) {
    f.address();
    return new Burned(f.at(), f.amount());
  }
}
