package souk.client.node;

import java.util.function.BiConsumer;
import java.util.function.Supplier;
import souk.protocol.value.Amount;
import souk.settlement.chain.AccountSnapshot;
import souk.settlement.chain.Call;
import souk.settlement.chain.Head;

/**
 * Brings market balance to what a call is going to cost, out of the account's tokens. Not
 * thread-safe.
 */
public final class Payments {
  private final Supplier<AccountSnapshot> owner;
  private final Pursuits pursuits;
  private final BiConsumer<String, String> failure;

  /**
   * @param owner asks the chain what the account owns
   * @param failure told the aim that failed, and why
   */
  public Payments(
      Supplier<AccountSnapshot> owner, Pursuits pursuits, BiConsumer<String, String> failure) {
    this.owner = owner;
    this.pursuits = pursuits;
    this.failure = failure;
  }

  /**
   * Whether the market balance is enough at that block; if not, takes the next step towards it.
   *
   * @param aim names what is to be paid for
   * @param cost what it takes of the market balance, more than nothing
   */
  public boolean isRaised(String aim, Amount cost, Head now) {
    var enough = new Call.Withdraw(cost);
    return switch (BondStep.next(Amount.ZERO, cost, owner.get(), _ -> enough)) {
      case BondStep.Enough() -> true;
      case BondStep.Take(var call) when call.equals(enough) -> true;
      case BondStep.Take(var call) -> {
        var step = "%s/%s".formatted(aim, call.getClass().getSimpleName());
        pursuits.pursue(step, call, now.number()).ifPresent(reason -> failure.accept(step, reason));
        yield false;
      }
      case BondStep.Lacking(var missing) -> {
        failure.accept(aim, "the account lacks %s of the token's base units".formatted(missing));
        yield false;
      }
    };
  }
}
