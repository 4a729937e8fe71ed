package souk.cli.command;

import souk.cli.console.Fields;
import souk.cli.convert.Money;
import souk.settlement.chain.AccountSnapshot;

/** What an account owns, as it is shown. */
final class Holdings {
  private static final Money NATIVE = new Money(18);

  private Holdings() {}

  static Fields of(AccountSnapshot owns, Money money) {
    return new Fields()
        .add("address", owns.address())
        .add("native", NATIVE.text(owns.wei()))
        .add("tokens", money.text(owns.tokens()))
        .add("marketBalance", money.text(owns.marketBalance()));
  }
}
