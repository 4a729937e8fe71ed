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

/** Moves tokens from the account's own hands into its market balance. */
@SuppressWarnings("NullAway.Init") // Picocli fills the fields
@Command(name = "deposit", description = "Move tokens from the wallet into the market.")
public final class AccountDepositCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();

  @Parameters(paramLabel = "TOKENS", description = "How much, as 12.5.")
  private Tokens tokens;

  @Override
  public Integer call() throws InterruptedException {
    try (var session = Sessions.open(chain, wallet)) {
      new Funds(session).deposit(Sessions.money(session.chain()).amount(tokens));
      console.console().show(Holdings.of(session.chain(), session.address()));
    }
    return ExitCode.OK.code();
  }
}
