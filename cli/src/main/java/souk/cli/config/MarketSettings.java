package souk.cli.config;

import java.util.List;
import java.util.stream.Stream;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.WalletOptions;
import souk.market.node.MarketNode;

/** Everything that can be set of a market node, and the node's configuration made of it. */
public final class MarketSettings {
  /** All of them, in the order of the file. */
  public static final List<Setting<?>> ALL =
      Stream.of(
              ChainSettings.ALL,
              AccountSettings.ALL,
              JournalSettings.ALL,
              ApiSettings.ALL,
              PeerSettings.ALL,
              OrderSettings.ALL,
              BlobSettings.ALL,
              StateSettings.ALL,
              AgentSettings.ALL,
              LogSettings.ALL)
          .<Setting<?>>flatMap(List::stream)
          .toList();

  private final Values values;
  private final WalletOptions wallet;

  private MarketSettings(Values values) {
    this.values = values;
    this.wallet = AccountSettings.wallet(values);
  }

  /**
   * Reads and checks them.
   *
   * @throws ConfigException with everything that is wrong
   */
  public static MarketSettings read(Sources sources) {
    return new MarketSettings(sources.read(ALL));
  }

  /** As it holds, in the form of the settings file. */
  public String text() {
    return SettingsFile.effective(values, ALL);
  }

  /** The account that acts. */
  public WalletOptions wallet() {
    return wallet;
  }

  /** Has this process log as they say. */
  public void beginLog(ConsoleOptions console) {
    console.log(values.get(LogSettings.FORMAT), values.get(LogSettings.LEVEL));
  }

  /** Interface it listens on. */
  public String host() {
    return values.get(ApiSettings.HOST);
  }

  /**
   * The node's configuration.
   *
   * @throws IllegalArgumentException if settings do not go together
   */
  public MarketNode.Config config() {
    var blobs = ChainSettings.options(values).blobs(wallet.home(), wallet.account());
    return new MarketNode.Config(
        ChainSettings.session(values, wallet),
        BlobSettings.config(values, blobs),
        host(),
        values.get(ApiSettings.PORT),
        values.get(PeerSettings.PEERS),
        values.get(PeerSettings.STEP_BLOCKS),
        StateSettings.config(values),
        AgentSettings.config(values),
        OrderSettings.config(values),
        ApiSettings.config(values));
  }
}
