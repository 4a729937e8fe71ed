package souk.cli.command;

import souk.cli.convert.Money;
import souk.cli.option.ChainOptions;
import souk.cli.option.WalletOptions;
import souk.client.ChainSession;
import souk.settlement.chain.Chain;

/** An account's way to the market, for the time of one command. */
final class Sessions {
  private Sessions() {}

  /** Opens the account's journal and goes on with what it had on its way. */
  static ChainSession open(ChainOptions where, WalletOptions who) {
    return ChainSession.open(where.session(who.home(), who.account()), who.key());
  }

  static Money money(Chain chain) {
    return new Money(chain.deployment().tokenDecimals());
  }
}
