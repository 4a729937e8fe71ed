package souk.cli.config;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Makes a command's flags of settings. */
public abstract class SettingFlags implements IModelTransformer {
  private static final String YES = "true";

  /** The settings by the names of their flags. */
  abstract Map<String, Setting<?>> flags();

  @Override
  public final CommandSpec transform(CommandSpec command) {
    flags().forEach((name, setting) -> command.addOption(option(name, setting)));
    return command;
  }

  /** The flag of a setting that has one. */
  final String of(Setting<?> setting) {
    return flags().entrySet().stream()
        .filter(it -> it.getValue().equals(setting))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** What the flags of the command, which has been parsed, say: values by key. */
  public final Map<String, String> said(CommandSpec command) {
    var parsed = command.commandLine().getParseResult();
    var said = new LinkedHashMap<String, String>();
    flags()
        .forEach(
            (name, setting) -> {
              if (parsed.hasMatchedOption(name)) {
                said.put(setting.key(), text(setting, parsed.matchedOptionValue(name, "")));
              }
            });
    return said;
  }

  /** Of a flag that was given several times, all that was given. */
  private static String text(Setting<?> setting, Object value) {
    if (setting.isSwitch()) {
      return YES;
    }
    return value instanceof String[] several ? String.join(",", several) : value.toString();
  }

  private static OptionSpec option(String name, Setting<?> setting) {
    var option = OptionSpec.builder(name).description(description(setting).replace("%", "%%"));
    if (setting.isSwitch()) {
      return option.type(boolean.class).arity("0").build();
    }
    return option
        .type(setting.isRepeatable() ? String[].class : String.class)
        .paramLabel(label(setting.form()))
        .build();
  }

  private static String label(String form) {
    var one = form.replace(Setting.REPEATED, "");
    return one.matches("[0-9]+\\.\\.[0-9]+") ? "N" : one.replace(" ", "");
  }

  private static String description(Setting<?> setting) {
    var text = setting.description().replace('\n', ' ').replaceAll("\\.$", "");
    var standard =
        setting
            .standard()
            .filter(value -> !value.isEmpty() && !setting.isSwitch())
            .map(" (default: %s)"::formatted)
            .orElse("");
    return "%s [%s]%s.".formatted(text, setting.variable(), standard);
  }
}
