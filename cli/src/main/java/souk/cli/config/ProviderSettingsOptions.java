package souk.cli.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a provider's settings are said; its command's flags are made by {@link ProviderFlags}. */
@SuppressWarnings("NullAway.Init") // Picocli fills the fields
public final class ProviderSettingsOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any setting, as offer.slots=4; may be given several times.")
  private Map<String, String> others = Map.of();

  /** What flags and environment say, for a provider that has no settings yet. */
  public ProviderChoices choices() {
    return new ProviderChoices(flags(), System.getenv());
  }

  /**
   * The settings, checked.
   *
   * @param accountDirectory where the file is, if there is one
   */
  public ProviderSettings read(Path accountDirectory) {
    var file = Optional.of(ProviderSettings.file(accountDirectory)).filter(Files::exists);
    return ProviderSettings.read(new Sources(flags(), System.getenv(), file));
  }

  private Map<String, String> flags() {
    var flags = new ProviderFlags().said(command);
    flags.putAll(others);
    return flags;
  }
}
