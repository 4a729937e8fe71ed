package souk.cli.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a market node's settings are said; its command's flags are made by {@link MarketFlags}. */
@SuppressWarnings("NullAway.Init") // Picocli fills the fields
public final class MarketSettingsOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

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
    var flags = new MarketFlags().said(command);
    flags.putAll(others);
    return MarketSettings.read(new Sources(flags, System.getenv(), Optional.ofNullable(file)));
  }
}
