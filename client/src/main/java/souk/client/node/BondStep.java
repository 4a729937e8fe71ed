package souk.client.node;

import java.util.function.Function;
import souk.protocol.value.Amount;
import souk.settlement.chain.AccountSnapshot;
import souk.settlement.chain.Call;

/**
 * What brings a node's bond to what it wants to hold: a pure function of what it owns. A bond is
 * left alone while it is nine tenths of that, since audits take small parts away for a while.
 */
public sealed interface BondStep {

  /** The bond is large enough. */
  record Enough() implements BondStep {}

  /** This brings it nearer. */
  record Take(Call call) implements BondStep {}

  /**
   * The account does not own enough.
   *
   * @param missing tokens it would need beside what it has
   */
  record Lacking(Amount missing) implements BondStep {}

  /**
   * The next step.
   *
   * @param held bond it has, locked or not
   * @param wanted bond it wants to hold
   * @param owner what the account owns beside the bond
   * @param bond the call that bonds market balance in the node's role
   */
  static BondStep next(
      Amount held, Amount wanted, AccountSnapshot owner, Function<Amount, Call> bond) {
    if (!held.times(10).isLessThan(wanted.times(9))) {
      return new Enough();
    }
    var missing = wanted.minus(held);
    if (!owner.marketBalance().isLessThan(missing)) {
      return new Take(bond.apply(missing));
    }
    var deposit = missing.minus(owner.marketBalance());
    if (owner.tokens().isLessThan(deposit)) {
      return new Lacking(deposit.minus(owner.tokens()));
    }
    return owner.allowance().isLessThan(deposit)
        ? new Take(new Call.Approve(deposit))
        : new Take(new Call.Deposit(deposit));
  }
}
