package souk.cli.option;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import souk.protocol.value.Address;
import souk.settlement.chain.Deployment;

/** Where Souk keeps what it must remember. */
public final class HomeOptions {
  private static final int CHAIN_DIGITS = 8;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "${env:SOUK_HOME}",
      description = "Wallets, journals and caches [SOUK_HOME, else ~/.souk].")
  private @Nullable Path home;

  /** To be filled by Picocli. */
  public HomeOptions() {}

  /** As if this had been given. */
  public HomeOptions(Optional<Path> home) {
    this.home = home.orElse(null);
  }

  /** The directory of everything. */
  public Path home() {
    return home != null ? home : Path.of(System.getProperty("user.home"), ".souk");
  }

  /** Where wallets are. */
  public Path wallets() {
    return home().resolve("wallets");
  }

  /** Start-up files of the machine, for all processes; made again if lost. */
  public Path machineCache() {
    return home().resolve("machine");
  }

  /** What one account remembers of one market: nothing of it is good for another. */
  public Path account(Deployment deployment, Address account) {
    var chain = deployment.genesis().toString().substring(2, 2 + CHAIN_DIGITS);
    return home()
        .resolve("accounts")
        .resolve(chain + "-" + deployment.market())
        .resolve(account.toString());
  }

  /** The account's journal: one process at a time has it open. */
  public Path journal(Deployment deployment, Address account) {
    return account(deployment, account).resolve("journal.db");
  }
}
