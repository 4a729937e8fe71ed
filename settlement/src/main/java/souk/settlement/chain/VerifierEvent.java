package souk.settlement.chain;

import java.time.Instant;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;

/** Something that the Verifiers contract logged: what verifiers have at stake. */
public sealed interface VerifierEvent extends ChainEvent.OfAccount {

  /** A verifier moved balance into its bond. */
  record Bonded(LogPosition at, Address account, Amount amount) implements VerifierEvent {}

  /**
   * A verifier asked for part of its bond back.
   *
   * @param unbonding the whole that waits
   */
  record Unbonded(
      LogPosition at, Address account, Amount amount, Amount unbonding, Instant availableAt)
      implements VerifierEvent {}

  /** What had finished unbonding is in the verifier's balance. */
  record BondWithdrawn(LogPosition at, Address account, Amount amount) implements VerifierEvent {}

  /**
   * Stake is locked for a seat.
   *
   * @param judge Audits or Jury
   */
  record StakeLocked(LogPosition at, Address account, Address judge, Amount lock)
      implements VerifierEvent {}

  /**
   * A lock ended.
   *
   * @param judge Audits or Jury
   * @param lost part of it that is gone from the bond
   */
  record StakeReleased(LogPosition at, Address account, Address judge, Amount lock, Amount lost)
      implements VerifierEvent {}
}
