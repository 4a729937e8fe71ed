package souk.cli.config;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Makes a command's flags of the settings of a market node that are set most often. */
public final class MarketFlags implements IModelTransformer {
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
  public CommandSpec transform(CommandSpec command) {
    FLAGS.forEach((name, setting) -> command.addOption(option(name, setting)));
    return command;
  }

  /** What the flags of the command, which has been parsed, say: values by key. */
  static Map<String, String> said(CommandSpec command) {
    var parsed = command.commandLine().getParseResult();
    var said = new LinkedHashMap<String, String>();
    FLAGS.forEach(
        (name, setting) -> {
          if (parsed.hasMatchedOption(name)) {
            said.put(setting.key(), parsed.matchedOptionValue(name, ""));
          }
        });
    return said;
  }

  private static OptionSpec option(String name, Setting<?> setting) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label(setting.form()))
        .description(description(setting).replace("%", "%%"))
        .build();
  }

  private static String label(String form) {
    return form.matches("[0-9]+\\.\\.[0-9]+") ? "N" : form.replace(" ", "");
  }

  private static String description(Setting<?> setting) {
    var text = setting.description().replace('\n', ' ').replaceAll("\\.$", "");
    var standard =
        setting
            .standard()
            .filter(value -> !value.isEmpty())
            .map(" (default: %s)"::formatted)
            .orElse("");
    return "%s [%s]%s.".formatted(text, setting.variable(), standard);
  }
}
