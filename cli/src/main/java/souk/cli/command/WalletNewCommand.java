package souk.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.HomeOptions;
import souk.cli.option.PasswordOptions;
import souk.settlement.keys.KeyStrength;
import souk.settlement.keys.Wallet;

/** Makes a key. */
@Command(name = "new", description = "Make a new key and print its address.")
public final class WalletNewCommand implements Runnable {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final HomeOptions home = new HomeOptions();
  @Mixin private final PasswordOptions password = new PasswordOptions();

  @Override
  public void run() {
    try (var chosen = password.newPassword()) {
      var key = new Wallet(home.home().wallets(), KeyStrength.STANDARD).create(chosen);
      console.console().value("address", key.address());
    }
  }
}
