package souk.cli.command;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import souk.cli.console.CommandException;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.HomeOptions;
import souk.cli.option.LocalFiles;
import souk.cli.option.PasswordOptions;
import souk.protocol.value.Hash;
import souk.settlement.keys.AccountKey;
import souk.settlement.keys.KeyStrength;
import souk.settlement.keys.Wallet;

/** Takes a key over. Keys come from files or standard input: a command line is not private. */
@SuppressWarnings("NullAway.Init") // Picocli fills the fields
@Command(
    name = "import",
    description = {
      "Take over a key and print its address.",
      "A bare key gets a new password; a Web3 key file keeps the one it has."
    })
public final class WalletImportCommand implements Runnable {
  private static final int MAX_KEY_BYTES = 16 << 10;
  private static final Path STANDARD_INPUT = Path.of("-");

  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final HomeOptions home = new HomeOptions();
  @Mixin private final PasswordOptions password = new PasswordOptions();

  @Parameters(
      paramLabel = "FILE",
      description = "64 hexadecimal digits or a Web3 key file (version 3); - is standard input.")
  private Path file;

  @Override
  public void run() {
    var wallet = new Wallet(home.home().wallets(), KeyStrength.STANDARD);
    var text = read();
    var key = text.startsWith("{") ? importWeb3File(wallet) : importBareKey(wallet, text);
    console.console().value("address", key.address());
  }

  private String read() {
    var bytes =
        file.equals(STANDARD_INPUT)
            ? LocalFiles.standardInput(MAX_KEY_BYTES)
            : LocalFiles.read(file, MAX_KEY_BYTES);
    return bytes.text().strip();
  }

  private AccountKey importBareKey(Wallet wallet, String text) {
    var key = bareKey(text);
    try (var chosen = password.newPassword()) {
      wallet.add(key, chosen);
    }
    return key;
  }

  private AccountKey importWeb3File(Wallet wallet) {
    try (var known = password.password("Password of %s: ".formatted(file))) {
      var key = Wallet.open(file, known);
      wallet.add(key, known);
      return key;
    }
  }

  private static AccountKey bareKey(String text) {
    try {
      return AccountKey.of(Hash.parse(text));
    } catch (IllegalArgumentException e) {
      // The cause would quote what may be most of a key.
      throw new CommandException(false, "that is no key: a key is 64 hexadecimal digits");
    }
  }
}
