package souk.cli.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import souk.cli.convert.Converters;
import souk.cli.option.ChainOptions;
import souk.cli.option.WalletOptions;
import souk.client.ChainSession;

/** Which chain and market a node serves. */
final class ChainSettings {
  private static final int LEAST_POLL = 10;
  private static final int MOST_POLL = 60_000;

  static final Setting<List<URI>> RPC =
      Setting.of(
              "chain.rpc",
              "URL, ...",
              """
              JSON-RPC endpoints of the chain. With several, one that fails, lags or lies is passed
              over and the others go on.""",
              Readers.list(Converters::endpoint))
          .from("SOUK_RPC");

  static final Setting<Path> DEPLOYMENT =
      Setting.of("chain.deployment", "FILE", "Says where the market's contracts are.", Path::of)
          .from("SOUK_DEPLOYMENT");

  static final Setting<Integer> POLL =
      Setting.of(
              "chain.poll-millis",
              LEAST_POLL + ".." + MOST_POLL,
              "Milliseconds between looks for a new block.",
              Readers.integer(LEAST_POLL, MOST_POLL))
          .otherwise(ChainSession.Config.DEFAULT_POLL_INTERVAL.toMillis());

  static final List<Setting<?>> ALL = List.of(RPC, DEPLOYMENT, POLL);

  private ChainSettings() {}

  static ChainOptions options(Values values) {
    return new ChainOptions(values.find(RPC).orElse(List.of()), values.find(DEPLOYMENT));
  }

  static ChainSession.Config session(Values values, WalletOptions wallet) {
    var chain = options(values);
    var home = wallet.home().journal(chain.deployment(), wallet.account());
    return new ChainSession.Config(
        chain.rpc(),
        chain.deployment(),
        JournalSettings.place(values, home),
        Duration.ofMillis(values.get(POLL)));
  }
}
