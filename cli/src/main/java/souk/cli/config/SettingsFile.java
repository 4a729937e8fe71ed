package souk.cli.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes settings as the file an operator begins with. */
public final class SettingsFile {
  private static final String QUOTED = "\"%s\"";

  private SettingsFile() {}

  /**
   * Every setting with its documentation, all of them commented out at their defaults.
   *
   * @param heading what kind of node it is for
   */
  public static String sample(String heading, List<Setting<?>> settings) {
    var text = new StringBuilder("# ").append(heading).append('\n');
    text.append("# A flag is stronger than a variable, a variable than this file.\n");
    tables(settings)
        .forEach(
            (table, members) -> {
              text.append("\n[").append(table).append("]\n");
              members.forEach(member -> text.append(documented(member)));
            });
    return text.toString();
  }

  /** Every setting that has a value, as it holds, with where it was said. */
  public static String effective(Values values, List<Setting<?>> settings) {
    var text = new StringBuilder();
    tables(settings)
        .forEach(
            (table, members) -> {
              text.append(text.isEmpty() ? "[" : "\n[").append(table).append("]\n");
              members.forEach(member -> text.append(said(values, member)));
            });
    return text.toString();
  }

  private static String said(Values values, Setting<?> setting) {
    return values
        .shown(setting)
        .map(it -> "%s = %s # %s%n".formatted(setting.name(), literal(it.written()), it.origin()))
        .orElse("");
  }

  private static String documented(Setting<?> setting) {
    var comment =
        setting.description().lines().map(line -> "# " + line + "\n").collect(Collectors.joining());
    var value = setting.standard().map(SettingsFile::literal).orElse(QUOTED.formatted(""));
    return "\n%s# %s; %s\n#%s = %s\n"
        .formatted(comment, setting.form(), setting.variable(), setting.name(), value);
  }

  private static String literal(String written) {
    return written.matches("-?[0-9]{1,18}|true|false")
        ? written
        : QUOTED.formatted(written.replace("\\", "\\\\").replace("\"", "\\\""));
  }

  private static Map<String, List<Setting<?>>> tables(List<Setting<?>> settings) {
    return settings.stream()
        .collect(Collectors.groupingBy(Setting::table, LinkedHashMap::new, Collectors.toList()));
  }
}
