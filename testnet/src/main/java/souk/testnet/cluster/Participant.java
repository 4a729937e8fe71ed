package souk.testnet.cluster;

import java.util.List;
import souk.client.Connection;
import souk.client.Souk;
import souk.client.session.ChainSession;
import souk.client.session.Home;

/** An account of a testnet that uses the market as a program does. */
public final class Participant {
  private Participant() {}

  /** Connects it to the chain and all market nodes. */
  public static Souk connect(Testnet testnet, String name) throws InterruptedException {
    var account = testnet.account(name);
    var connection =
        new Connection(
            List.of(testnet.anvil().endpoint()),
            testnet.deploymentFile(),
            testnet.marketsAsSeenBy(name),
            account.home());
    return Souk.connect(connection, account.key());
  }

  /** Its way to the chain, for what programs do not do. */
  public static ChainSession open(Testnet testnet, String name) {
    var account = testnet.account(name);
    var journal = new Home(account.home()).journal(testnet.deployment(), account.address());
    var config =
        new ChainSession.Config(List.of(testnet.anvil().endpoint()), testnet.deployment(), journal);
    return ChainSession.open(config, account.key());
  }

  /** As {@link #connect}, over that session of its own. */
  public static Souk connect(Testnet testnet, String name, ChainSession session) {
    var account = testnet.account(name);
    return Souk.over(
        session,
        account.key(),
        testnet.marketsAsSeenBy(name),
        new Home(account.home()).machineCache());
  }
}
