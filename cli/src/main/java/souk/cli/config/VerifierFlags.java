package souk.cli.config;

import java.util.Map;

/** Makes a command's flags of the settings of a verifier. */
public final class VerifierFlags extends SettingFlags {
  private static final Map<String, Setting<?>> FLAGS =
      Map.ofEntries(
          Map.entry("--bond", WorkSettings.BOND),
          Map.entry("--engine", WorkSettings.ENGINE),
          Map.entry("--metrics-port", WorkSettings.METRICS_PORT),
          Map.entry("--watch", WatchSettings.ON),
          Map.entry("--watch-share", WatchSettings.SHARE),
          Map.entry("--watch-most-fuel", WatchSettings.MOST_FUEL),
          Map.entry("--most-at-risk", WatchSettings.MOST_AT_RISK));

  @Override
  Map<String, Setting<?>> flags() {
    return FLAGS;
  }
}
