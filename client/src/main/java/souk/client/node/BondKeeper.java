package souk.client.node;

import java.util.function.Function;
import java.util.function.Supplier;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.settlement.chain.Call;
import souk.settlement.chain.Chain;

/** Brings a node's bond to what it wants to hold, out of what its account owns. */
public final class BondKeeper {
  private final Chain chain;
  private final Address self;
  private final Amount wanted;
  private final Supplier<Amount> held;
  private final Function<Amount, Call> bond;
  private final Pursuits pursuits;

  /**
   * @param wanted bond it wants to hold
   * @param held asks the chain for the bond it has, locked or not
   * @param bond the call that bonds market balance in the node's role
   */
  public BondKeeper(
      Chain chain,
      Address self,
      Amount wanted,
      Supplier<Amount> held,
      Function<Amount, Call> bond,
      Pursuits pursuits) {
    this.chain = chain;
    this.self = self;
    this.wanted = wanted;
    this.held = held;
    this.bond = bond;
    this.pursuits = pursuits;
  }

  /**
   * Takes the next step, if one is needed and possible.
   *
   * @return the step
   */
  public BondStep mind() {
    // Read first: what is read after it is at least as new.
    var seenAt = chain.head().number();
    var step = BondStep.next(held.get(), wanted, chain.account(self), bond);
    if (step instanceof BondStep.Take(var call)) {
      pursuits.pursue("bond/" + call.getClass().getSimpleName(), call, seenAt);
    }
    return step;
  }
}
