package souk.cli.config;

import java.nio.file.Path;
import java.util.List;
import souk.cli.option.HomeOptions;
import souk.cli.option.PasswordOptions;
import souk.cli.option.WalletOptions;
import souk.protocol.value.Address;

/** Which account a node is. */
final class AccountSettings {
  static final Setting<Path> HOME =
      Setting.of(
              "node.home",
              "DIR",
              "Wallets, journals, blobs and caches, where nothing else is said; else ~/.souk.",
              Path::of)
          .from("SOUK_HOME");

  static final Setting<Address> WALLET =
      Setting.of(
              "node.wallet",
              "ADDRESS",
              "Account that submits matches and earns the fee; else the only one at home.",
              Address::parse)
          .from("SOUK_WALLET");

  static final Setting<Path> PASSWORD_FILE =
      Setting.of(
              "node.password-file",
              "FILE",
              "Its first line unlocks the account's key; else it is asked for.",
              Path::of)
          .from("SOUK_PASSWORD_FILE");

  static final List<Setting<?>> ALL = List.of(HOME, WALLET, PASSWORD_FILE);

  private AccountSettings() {}

  static WalletOptions wallet(Values values) {
    return new WalletOptions(
        new HomeOptions(values.find(HOME)),
        new PasswordOptions(values.find(PASSWORD_FILE)),
        values.find(WALLET));
  }
}
