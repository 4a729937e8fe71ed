package souk.cli.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.WalletOptions;
import souk.protocol.value.Address;

/** Shows what an account owns. */
@Command(
    name = "balance",
    description = "Show what an account owns: native currency for fees, tokens, market balance.")
public final class WalletBalanceCommand implements Runnable {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "ADDRESS",
      description = "Any account; without it, the wallet's.")
  private @Nullable Address address;

  @Override
  public void run() {
    var account = Optional.ofNullable(address).orElseGet(wallet::account);
    try (var market = chain.connect()) {
      console.console().show(Holdings.of(market, account));
    }
  }
}
