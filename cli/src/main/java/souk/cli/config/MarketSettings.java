package souk.cli.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import souk.cli.convert.Converters;
import souk.cli.convert.SizeText;
import souk.cli.option.ChainOptions;
import souk.cli.option.HomeOptions;
import souk.cli.option.PasswordOptions;
import souk.cli.option.WalletOptions;
import souk.market.api.ApiServer;
import souk.market.node.MarketNode;
import souk.market.order.SignedOrders;
import souk.protocol.value.Address;

/** Everything that can be set of a market node, and the node's configuration made of it. */
public final class MarketSettings {
  private static final String PREFIX = "SOUK";
  private static final int MOST_PORT = 65_535;

  static final Setting<List<URI>> RPC =
      setting(
              "chain.rpc",
              "URL, ...",
              """
              JSON-RPC endpoints of the chain. With several, one that fails, lags or lies is passed
              over and the others go on.""",
              Readers.list(Converters::endpoint))
          .from("SOUK_RPC");

  static final Setting<Path> DEPLOYMENT =
      setting("chain.deployment", "FILE", "Says where the market's contracts are.", Path::of)
          .from("SOUK_DEPLOYMENT");

  static final Setting<Path> HOME =
      setting(
              "node.home",
              "DIR",
              "Wallets, journals, blobs and caches, where nothing else is said; else ~/.souk.",
              Path::of)
          .from("SOUK_HOME");

  static final Setting<Address> WALLET =
      setting(
              "node.wallet",
              "ADDRESS",
              "Account that submits matches and earns the fee; else the only one at home.",
              Address::parse)
          .from("SOUK_WALLET");

  static final Setting<Path> PASSWORD_FILE =
      setting(
              "node.password-file",
              "FILE",
              "Its first line unlocks the account's key; else it is asked for.",
              Path::of)
          .from("SOUK_PASSWORD_FILE");

  static final Setting<String> HOST =
      setting("api.host", "NAME", "Interface to listen on.", Function.identity())
          .otherwise(MarketNode.Config.LOOPBACK);

  static final Setting<Integer> PORT =
      setting(
              "api.port",
              "0..65535",
              "Port to listen on; 0 for any that is free.",
              Readers.integer(0, MOST_PORT))
          .otherwise(7070);

  static final Setting<List<URI>> PEERS =
      setting(
              "market.peers",
              "URL, ...",
              "Other market nodes: asked for blobs and orders, and shared work with.",
              Readers.list(Converters::endpoint))
          .otherwise("");

  static final Setting<Integer> STEP_BLOCKS =
      setting(
              "market.step-blocks",
              "1..1000",
              "Blocks before this node steps in for a peer that does not act.",
              Readers.integer(1, 1000))
          .otherwise(MarketNode.Config.DEFAULT_STEP_BLOCKS);

  static final Setting<Path> BLOB_DIRECTORY =
      setting("blobs.directory", "DIR", "Where blobs are; else at home.", Path::of);

  static final Setting<Long> BLOB_CAPACITY =
      setting("blobs.capacity", "SIZE", "Most bytes of all blobs together.", SizeText::parse)
          .otherwise("4GiB");

  /** All of them, in the order of the file. */
  public static final List<Setting<?>> ALL =
      List.of(
          RPC,
          DEPLOYMENT,
          HOME,
          WALLET,
          PASSWORD_FILE,
          HOST,
          PORT,
          PEERS,
          STEP_BLOCKS,
          BLOB_DIRECTORY,
          BLOB_CAPACITY);

  private final Values values;
  private final ChainOptions chain;
  private final WalletOptions wallet;

  private MarketSettings(Values values) {
    this.values = values;
    this.chain = new ChainOptions(values.find(RPC).orElse(List.of()), values.find(DEPLOYMENT));
    this.wallet =
        new WalletOptions(
            new HomeOptions(values.find(HOME)),
            new PasswordOptions(values.find(PASSWORD_FILE)),
            values.find(WALLET));
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
    var account = wallet.account();
    return new MarketNode.Config(
        chain.session(wallet.home(), account),
        values.find(BLOB_DIRECTORY).orElseGet(() -> chain.blobs(wallet.home(), account)),
        values.get(BLOB_CAPACITY),
        host(),
        values.get(PORT),
        values.get(PEERS),
        values.get(STEP_BLOCKS),
        SignedOrders.Config.DEFAULT,
        ApiServer.Config.DEFAULT);
  }

  private static <T> Setting<T> setting(
      String key, String form, String description, Function<String, T> reader) {
    return Setting.optional(PREFIX, key, form, description, reader);
  }
}
