package souk.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import souk.cli.console.ExitCode;
import souk.cli.convert.Tokens;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.WalletOptions;
import souk.client.session.Funds;

/** Moves tokens from the market balance into the account's own hands. */
@SuppressWarnings("NullAway.Init") // Picocli fills the fields
@Command(name = "withdraw", description = "Move tokens from the market back into the wallet.")
public final class AccountWithdrawCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();

  @Parameters(paramLabel = "TOKENS", description = "How much, as 12.5.")
  private Tokens tokens;

  @Override
  public Integer call() throws InterruptedException {
    try (var session = Sessions.open(chain, wallet)) {
      new Funds(session).withdraw(Sessions.money(session.chain()).amount(tokens));
      console.console().show(Holdings.of(session.chain(), session.address()));
    }
    return ExitCode.OK.code();
  }
}
