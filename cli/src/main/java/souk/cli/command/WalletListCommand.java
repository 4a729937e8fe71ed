package souk.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import souk.cli.console.Fields;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.HomeOptions;
import souk.settlement.keys.KeyStrength;
import souk.settlement.keys.Wallet;

/** Lists the keys at home. */
@Command(name = "list", description = "List the accounts whose keys are here.")
public final class WalletListCommand implements Runnable {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final HomeOptions home = new HomeOptions();

  @Override
  public void run() {
    var accounts = new Wallet(home.home().wallets(), KeyStrength.STANDARD).list();
    console
        .console()
        .table(
            accounts.stream().map(account -> new Fields().add("address", account)).toList(),
            "no wallet in " + home.home().wallets());
  }
}
