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

/** Shows a stake. */
@Command(name = "show", description = "Show a stake: free, locked, unbonding, and its record.")
public final class StakeShowCommand implements Runnable {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();
  @Mixin private final RoleOption role = new RoleOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "ADDRESS",
      description = "Any account; without it, the wallet's.")
  private @Nullable Address address;

  @Override
  public void run() {
    var account = Optional.ofNullable(address).orElseGet(wallet::account);
    try (var market = chain.connect()) {
      console.console().show(role.role().show(market, account));
    }
  }
}
