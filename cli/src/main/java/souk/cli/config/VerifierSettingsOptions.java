package souk.cli.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a verifier's settings are said; its command's flags are made by {@link VerifierFlags}. */
@SuppressWarnings("NullAway.Init") // Picocli fills the fields
public final class VerifierSettingsOptions {
  private static final String HEADING = "Settings of a verifier, made by 'souk verifier init'.";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any setting, as watch.share=0.2; may be given several times.")
  private Map<String, String> others = Map.of();

  /**
   * The settings, checked.
   *
   * @param accountDirectory where the file is, if there is one
   */
  public VerifierSettings read(Path accountDirectory) {
    var file = Optional.of(VerifierSettings.file(accountDirectory)).filter(Files::exists);
    return VerifierSettings.read(new Sources(flags(), System.getenv(), file));
  }

  /**
   * Settles what a new verifier does, asking for what is not said, and writes it down.
   *
   * @param accountDirectory where the file goes
   * @param replace whether one that is there goes
   * @throws souk.cli.console.CommandException if one is there and may not go, or something must be
   *     said and nobody can be asked
   */
  public VerifierSettings init(Path accountDirectory, boolean replace) {
    var choices =
        new SettingChoices(
            HEADING, VerifierSettings.ALL, new VerifierFlags(), flags(), System.getenv());
    choices.ask(WorkSettings.BOND);
    choices.ask(WorkSettings.ENGINE);
    choices.ask(WatchSettings.ON);
    var decided = VerifierSettings.read(choices.sources());
    choices.write(VerifierSettings.file(accountDirectory), replace);
    return decided;
  }

  private Map<String, String> flags() {
    var flags = new VerifierFlags().said(command);
    flags.putAll(others);
    return flags;
  }
}
