package souk.cli.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a market node's settings are said. */
public final class MarketSettingsOptions {
  private final Map<String, String> flags = new LinkedHashMap<>();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "${env:SOUK_MARKET_CONFIG}",
      description = "Settings file in TOML [SOUK_MARKET_CONFIG].")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any setting, as api.port=7070; may be given several times.")
  private Map<String, String> others = Map.of();

  /** The settings, checked. */
  public MarketSettings read() {
    flags.putAll(others);
    return MarketSettings.read(new Sources(flags, System.getenv(), Optional.ofNullable(file)));
  }

  @Option(
      names = "--rpc",
      paramLabel = "URL",
      description = "Endpoints of the chain, with commas between them [SOUK_RPC].")
  void rpc(String value) {
    flags.put("chain.rpc", value);
  }

  @Option(
      names = "--deployment",
      paramLabel = "FILE",
      description = "Says where the market's contracts are [SOUK_DEPLOYMENT].")
  void deployment(String value) {
    flags.put("chain.deployment", value);
  }

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Wallets, journals and caches [SOUK_HOME, else ~/.souk].")
  void home(String value) {
    flags.put("node.home", value);
  }

  @Option(
      names = "--wallet",
      paramLabel = "ADDRESS",
      description = "Account that acts [SOUK_WALLET, else the only one there is].")
  void wallet(String value) {
    flags.put("node.wallet", value);
  }

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "Its first line unlocks the key [SOUK_PASSWORD_FILE, else it is asked for].")
  void passwordFile(String value) {
    flags.put("node.password-file", value);
  }

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "Interface to listen on (default: 127.0.0.1).")
  void host(String value) {
    flags.put("api.host", value);
  }

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on, 0 for any that is free (default: 7070).")
  void port(String value) {
    flags.put("api.port", value);
  }

  @Option(
      names = "--peers",
      paramLabel = "URL",
      description = "Other market nodes, with commas between them.")
  void peers(String value) {
    flags.put("market.peers", value);
  }

  @Option(
      names = "--step-blocks",
      paramLabel = "N",
      description = "Blocks before it steps in for a peer (default: 4).")
  void stepBlocks(String value) {
    flags.put("market.step-blocks", value);
  }

  @Option(
      names = "--log-format",
      paramLabel = "text|json",
      description = "Log lines for people, or a JSON object each [SOUK_LOG_FORMAT].")
  void logFormat(String value) {
    flags.put("log.format", value);
  }

  @Option(
      names = "--log-level",
      paramLabel = "error|warn|info|debug",
      description = "How bad or interesting is logged [SOUK_LOG_LEVEL].")
  void logLevel(String value) {
    flags.put("log.level", value);
  }
}
