package souk.cli.config;

import java.util.Map;

/** Makes a command's flags of the settings of a market node that are set most often. */
public final class MarketFlags extends SettingFlags {
  // Every start of the program makes them: only these settings' classes are loaded for it.
  private static final Map<String, Setting<?>> FLAGS =
      Map.ofEntries(
          Map.entry("--rpc", ChainSettings.RPC),
          Map.entry("--deployment", ChainSettings.DEPLOYMENT),
          Map.entry("--home", AccountSettings.HOME),
          Map.entry("--wallet", AccountSettings.WALLET),
          Map.entry("--password-file", AccountSettings.PASSWORD_FILE),
          Map.entry("--host", ApiSettings.HOST),
          Map.entry("--port", ApiSettings.PORT),
          Map.entry("--peers", PeerSettings.PEERS),
          Map.entry("--step-blocks", PeerSettings.STEP_BLOCKS),
          Map.entry("--log-format", LogSettings.FORMAT),
          Map.entry("--log-level", LogSettings.LEVEL));

  @Override
  Map<String, Setting<?>> flags() {
    return FLAGS;
  }
}
