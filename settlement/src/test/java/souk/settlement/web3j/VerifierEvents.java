package souk.settlement.web3j;

import static souk.settlement.web3j.BoundLogs.address;
import static souk.settlement.web3j.BoundLogs.amount;
import static souk.settlement.web3j.BoundLogs.at;

import org.web3j.protocol.core.methods.response.Log;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.VerifierEvent;
import souk.settlement.web3j.bindings.Verifiers;

/** Decodes what the Verifiers contract logs. */
final class VerifierEvents {
  private VerifierEvents() {}

  static void register(BindingsDecoder.Registry registry) {
    registry.add(Verifiers.VERIFIERBONDED_EVENT, VerifierEvents::bonded);
    registry.add(Verifiers.VERIFIERUNBONDED_EVENT, VerifierEvents::unbonded);
    registry.add(Verifiers.VERIFIERBONDWITHDRAWN_EVENT, VerifierEvents::bondWithdrawn);
    registry.add(Verifiers.STAKELOCKED_EVENT, VerifierEvents::stakeLocked);
    registry.add(Verifiers.STAKERELEASED_EVENT, VerifierEvents::stakeReleased);
  }

  private static ChainEvent bonded(Log log) {
    var e = Verifiers.getVerifierBondedEventFromLog(log);
    return new VerifierEvent.Bonded(at(log), address(e.verifier), amount(e.amount));
  }

  private static ChainEvent unbonded(Log log) {
    var e = Verifiers.getVerifierUnbondedEventFromLog(log);
    return new VerifierEvent.Unbonded(
        at(log),
        address(e.verifier),
        amount(e.amount),
        amount(e.unbonding),
        Structs.instant(e.availableAt));
  }

  private static ChainEvent bondWithdrawn(Log log) {
    var e = Verifiers.getVerifierBondWithdrawnEventFromLog(log);
    return new VerifierEvent.BondWithdrawn(at(log), address(e.verifier), amount(e.amount));
  }

  private static ChainEvent stakeLocked(Log log) {
    var e = Verifiers.getStakeLockedEventFromLog(log);
    return new VerifierEvent.StakeLocked(
        at(log), address(e.verifier), address(e.judge), amount(e.lock));
  }

  private static ChainEvent stakeReleased(Log log) {
    var e = Verifiers.getStakeReleasedEventFromLog(log);
    return new VerifierEvent.StakeReleased(
        at(log), address(e.verifier), address(e.judge), amount(e.lock), amount(e.lost));
  }
}
