package souk.client.node;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.settlement.chain.Call;
import souk.settlement.chain.Chain;
import souk.settlement.chain.Head;

/** Brings a node's bond to what it wants to hold, out of what its account owns. Not thread-safe. */
public final class BondKeeper {
  private static final long BLOCKS_BETWEEN_LOOKS = 20;

  private final Chain chain;
  private final Address self;
  private final Amount wanted;
  private final Supplier<Amount> held;
  private final Function<Amount, Call> bond;
  private final Pursuits pursuits;
  private final Consumer<BondStep> progress;
  private BondStep last = new BondStep.Enough();
  private long nextLook;

  /**
   * @param wanted bond it wants to hold
   * @param held asks the chain for the bond it has, locked or not
   * @param bond the call that bonds market balance in the node's role
   * @param progress told each step that is another one than the last
   */
  public BondKeeper(
      Chain chain,
      Address self,
      Amount wanted,
      Supplier<Amount> held,
      Function<Amount, Call> bond,
      Pursuits pursuits,
      Consumer<BondStep> progress) {
    this.chain = chain;
    this.self = self;
    this.wanted = wanted;
    this.held = held;
    this.bond = bond;
    this.pursuits = pursuits;
    this.progress = progress;
  }

  /** Takes the next step, if one is needed and possible. */
  public void atBlock(Head now) {
    if (now.number() >= nextLook) {
      var step = BondStep.next(held.get(), wanted, chain.account(self), bond);
      nextLook = now.number() + (step instanceof BondStep.Enough ? BLOCKS_BETWEEN_LOOKS : 1);
      if (step instanceof BondStep.Take(var call)) {
        pursuits.pursue("bond/" + call.getClass().getSimpleName(), call, now.number());
      }
      tell(step);
    }
  }

  private void tell(BondStep step) {
    if (!step.equals(last)) {
      progress.accept(step);
    }
    last = step;
  }
}
