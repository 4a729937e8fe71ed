package souk.client.session;

import java.nio.file.Path;
import souk.protocol.value.Address;
import souk.settlement.chain.Deployment;

/**
 * Where Souk keeps what it must remember. Programs that act as the same account share one, so that
 * no two of them send for it at the same time.
 *
 * @param directory the directory of everything
 */
public record Home(Path directory) {
  private static final int CHAIN_DIGITS = 8;

  /** Where it is if nothing else is said. */
  public static Home standard() {
    return new Home(Path.of(System.getProperty("user.home"), ".souk"));
  }

  /** Where wallets are. */
  public Path wallets() {
    return directory.resolve("wallets");
  }

  /** Start-up files of the machine, for all processes; made again if lost. */
  public Path machineCache() {
    return directory.resolve("machine");
  }

  /** What one account remembers of one market: nothing of it is good for another. */
  public Path account(Deployment deployment, Address account) {
    var chain = deployment.genesis().toString().substring(2, 2 + CHAIN_DIGITS);
    return directory
        .resolve("accounts")
        .resolve(chain + "-" + deployment.market())
        .resolve(account.toString());
  }

  /** The account's journal: one process at a time has it open. */
  public Path journal(Deployment deployment, Address account) {
    return account(deployment, account).resolve("journal.db");
  }
}
