package souk.cli.option;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.cli.console.CommandException;
import souk.client.session.Home;
import souk.protocol.value.Address;
import souk.settlement.keys.AccountKey;
import souk.settlement.keys.KeyStrength;
import souk.settlement.keys.Wallet;

/** Which account acts, and how its key is unlocked. */
public final class WalletOptions {
  @Mixin private final HomeOptions home;
  @Mixin private final PasswordOptions password;

  @Option(
      names = "--wallet",
      paramLabel = "ADDRESS",
      defaultValue = "${env:SOUK_WALLET}",
      description = "Account that acts [SOUK_WALLET, else the only one there is].")
  private @Nullable Address account;

  /** To be filled by Picocli. */
  public WalletOptions() {
    this(new HomeOptions(), new PasswordOptions(), Optional.empty());
  }

  /** As if these had been given. */
  public WalletOptions(HomeOptions home, PasswordOptions password, Optional<Address> account) {
    this.home = home;
    this.password = password;
    this.account = account.orElse(null);
  }

  /** Where everything is kept. */
  public Home home() {
    return home.home();
  }

  /** The key files at home. */
  public Wallet wallet() {
    return new Wallet(home().wallets(), KeyStrength.STANDARD);
  }

  /**
   * The account, without its key.
   *
   * @throws CommandException if none is named and there is not exactly one
   */
  public Address account() {
    return account != null ? account : onlyOne(wallet().list());
  }

  /** The account's key, unlocked. */
  public AccountKey key() {
    var address = account();
    try (var unlocking = password.password("Password for %s: ".formatted(address))) {
      return wallet().open(address, unlocking);
    }
  }

  private Address onlyOne(List<Address> accounts) {
    return switch (accounts.size()) {
      case 0 ->
          throw new CommandException(
              false,
              "no wallet in %s: make one with 'souk wallet new'".formatted(home().wallets()));
      case 1 -> accounts.getFirst();
      default ->
          throw new CommandException(
              false,
              "%d wallets in %s: say which with --wallet ADDRESS"
                  .formatted(accounts.size(), home().wallets()));
    };
  }
}
