package souk.cli.config;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import souk.cli.convert.Converters;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.WalletOptions;
import souk.market.node.MarketNode;

/** Everything that can be set of a market node, and the node's configuration made of it. */
public final class MarketSettings {
  private static final int MOST_STEP = 1000;

  private static final Setting<List<URI>> PEERS =
      Setting.of(
              "market.peers",
              "URL, ...",
              "Other market nodes: asked for blobs and orders, and shared work with.",
              Readers.list(Converters::endpoint))
          .otherwise("");

  private static final Setting<Integer> STEP_BLOCKS =
      Setting.of(
              "market.step-blocks",
              "1.." + MOST_STEP,
              "Blocks before this node steps in for a peer that does not act.",
              Readers.integer(1, MOST_STEP))
          .otherwise(MarketNode.Config.DEFAULT_STEP_BLOCKS);

  /** All of them, in the order of the file. */
  public static final List<Setting<?>> ALL =
      Stream.of(
              ChainSettings.ALL,
              AccountSettings.ALL,
              JournalSettings.ALL,
              ApiSettings.ALL,
              List.<Setting<?>>of(PEERS, STEP_BLOCKS),
              OrderSettings.ALL,
              BlobSettings.ALL,
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
        values.get(PEERS),
        values.get(STEP_BLOCKS),
        OrderSettings.config(values),
        ApiSettings.config(values));
  }
}
