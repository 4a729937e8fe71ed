package souk.testnet.cluster;

import java.util.List;
import souk.client.ChainSession;
import souk.client.Souk;

/** An account of a testnet that uses the market as a program does. */
public final class Participant {
  private Participant() {}

  /** Connects it to the chain and all market nodes; its journal is its own, one process's. */
  public static Souk connect(Testnet testnet, String name) {
    var account = testnet.account(name);
    var chain =
        new ChainSession.Config(
            List.of(testnet.anvil().endpoint()),
            testnet.deployment(),
            account.home().resolve("journal.db"));
    return Souk.connect(new Souk.Config(chain, testnet.marketsAsSeenBy(name)), account.key());
  }
}
