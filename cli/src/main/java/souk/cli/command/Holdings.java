package souk.cli.command;

import souk.cli.console.Fields;
import souk.cli.convert.Money;
import souk.protocol.value.Address;
import souk.settlement.chain.Chain;

/** What an account owns, as it is shown. */
final class Holdings {
  /** Of the chain's own currency, which gas is paid in. */
  static final Money NATIVE = new Money(18);

  private Holdings() {}

  static Fields of(Chain chain, Address address) {
    var owns = chain.account(address);
    var money = Sessions.money(chain);
    return new Fields()
        .add("address", address)
        .add("native", NATIVE.text(owns.wei()))
        .add("tokens", money.text(owns.tokens()))
        .add("marketBalance", money.text(owns.marketBalance()));
  }
}
