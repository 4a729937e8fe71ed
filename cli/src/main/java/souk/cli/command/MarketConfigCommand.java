package souk.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.cli.config.MarketFlags;
import souk.cli.config.MarketSettings;
import souk.cli.config.MarketSettingsOptions;
import souk.cli.config.SettingsFile;
import souk.cli.console.ExitCode;
import souk.cli.option.ConsoleOptions;

/** Shows what a market node's operator can set. */
@Command(
    name = "config",
    modelTransformer = MarketFlags.class,
    description = {
      "Print a settings file with everything there is to set, at its default;",
      "with --check, the settings as they hold and where each was said."
    })
public final class MarketConfigCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final MarketSettingsOptions settings = new MarketSettingsOptions();

  @Option(
      names = "--check",
      description = "Check the file, environment and flags as 'souk market run' would.")
  private boolean check;

  @Override
  public Integer call() {
    var text =
        check
            ? settings.read().text()
            : SettingsFile.sample("Settings of a market node.", MarketSettings.ALL);
    console.console().value("settings", text.stripTrailing());
    return ExitCode.OK.code();
  }
}
