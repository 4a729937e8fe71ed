package souk.cli.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import souk.cli.convert.Converters;
import souk.cli.convert.SizeText;
import souk.cli.option.WalletOptions;
import souk.market.api.ApiServer;
import souk.market.blob.BlobStore;
import souk.market.node.MarketNode;

/** Everything that can be set of a market node, and the node's configuration made of it. */
public final class MarketSettings {
  private static final int MOST_PORT = 65_535;
  private static final int MOST_STEP = 1000;

  private static final Setting<String> HOST =
      Setting.of("api.host", "NAME", "Interface to listen on.", Function.identity())
          .otherwise(MarketNode.Config.LOOPBACK);

  private static final Setting<Integer> PORT =
      Setting.of(
              "api.port",
              "0.." + MOST_PORT,
              "Port to listen on; 0 for any that is free.",
              Readers.integer(0, MOST_PORT))
          .otherwise(7070);

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

  private static final Setting<Path> BLOB_DIRECTORY =
      Setting.of("blobs.directory", "DIR", "Where blobs are; else at home.", Path::of);

  private static final Setting<Long> BLOB_CAPACITY =
      Setting.of("blobs.capacity", "SIZE", "Most bytes of all blobs together.", SizeText::parse)
          .otherwise("4GiB");

  /** All of them, in the order of the file. */
  public static final List<Setting<?>> ALL =
      Stream.of(
              ChainSettings.ALL,
              AccountSettings.ALL,
              JournalSettings.ALL,
              List.<Setting<?>>of(HOST, PORT),
              List.<Setting<?>>of(PEERS, STEP_BLOCKS),
              OrderSettings.ALL,
              List.<Setting<?>>of(BLOB_DIRECTORY, BLOB_CAPACITY))
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

  /** Interface it listens on. */
  public String host() {
    return values.get(HOST);
  }

  /** The node's configuration. */
  public MarketNode.Config config() {
    return new MarketNode.Config(
        ChainSettings.session(values, wallet),
        blobs(),
        host(),
        values.get(PORT),
        values.get(PEERS),
        values.get(STEP_BLOCKS),
        OrderSettings.config(values),
        ApiServer.Config.DEFAULT);
  }

  private BlobStore.Config blobs() {
    return new BlobStore.Config(
        values
            .find(BLOB_DIRECTORY)
            .orElseGet(() -> ChainSettings.options(values).blobs(wallet.home(), wallet.account())),
        Optional.empty(),
        values.get(BLOB_CAPACITY),
        BlobStore.Config.DEFAULT_QUOTA_BYTES,
        BlobStore.Config.DEFAULT_LEAST_FUNDS,
        BlobStore.Config.DEFAULT_UPLOAD_GRACE,
        BlobStore.Config.DEFAULT_RESULT_GRACE);
  }
}
