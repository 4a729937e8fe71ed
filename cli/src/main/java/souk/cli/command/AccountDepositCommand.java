package souk.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import souk.cli.console.CommandException;
import souk.cli.convert.Tokens;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.WalletOptions;
import souk.protocol.value.Amount;
import souk.settlement.chain.Call;

/** Moves tokens from the account's own hands into its market balance. */
@SuppressWarnings("NullAway.Init") // Picocli fills the fields
@Command(name = "deposit", description = "Move tokens from the wallet into the market.")
public final class AccountDepositCommand implements Runnable {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();

  @Parameters(paramLabel = "TOKENS", description = "How much, as 12.5.")
  private Tokens tokens;

  @Override
  public void run() {
    try (var account = ActingAccount.open(chain, wallet)) {
      var amount = account.money().amount(tokens);
      deposit(account, amount);
      console.console().show(Holdings.of(account.owns(), account.money()));
    }
  }

  private static void deposit(ActingAccount account, Amount amount) {
    var owns = account.owns();
    if (owns.tokens().isLessThan(amount)) {
      throw new CommandException(
          false,
          "the wallet holds %s tokens, %s too few"
              .formatted(
                  account.money().text(owns.tokens()),
                  account.money().text(amount.minus(owns.tokens()))));
    }
    if (owns.allowance().isLessThan(amount)) {
      account.act(new Call.Approve(amount));
    }
    account.act(new Call.Deposit(amount));
  }
}
