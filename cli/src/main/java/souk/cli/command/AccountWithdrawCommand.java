package souk.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import souk.cli.console.CommandException;
import souk.cli.convert.Tokens;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.WalletOptions;
import souk.settlement.chain.Call;

/** Moves tokens from the account's market balance into its own hands. */
@SuppressWarnings("NullAway.Init") // Picocli fills the fields
@Command(name = "withdraw", description = "Move tokens from the market back into the wallet.")
public final class AccountWithdrawCommand implements Runnable {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();

  @Parameters(paramLabel = "TOKENS", description = "How much, as 12.5.")
  private Tokens tokens;

  @Override
  public void run() {
    try (var account = ActingAccount.open(chain, wallet)) {
      var amount = account.money().amount(tokens);
      var balance = account.owns().marketBalance();
      if (balance.isLessThan(amount)) {
        throw new CommandException(
            false,
            "the market balance is %s tokens, %s too few"
                .formatted(
                    account.money().text(balance), account.money().text(amount.minus(balance))));
      }
      account.act(new Call.Withdraw(amount));
      console.console().show(Holdings.of(account.owns(), account.money()));
    }
  }
}
