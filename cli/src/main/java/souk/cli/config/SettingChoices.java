package souk.cli.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import souk.cli.console.CommandException;
import souk.cli.console.Questions;

/** What an operator chooses for a new node: by flags and variables, else by answers. */
final class SettingChoices {
  private final String heading;
  private final List<Setting<?>> all;
  private final SettingFlags flags;
  private final Map<String, String> chosen;
  private final Map<String, String> proposed = new LinkedHashMap<>();

  /**
   * @param heading what kind of node it is for
   * @param all its settings, in the order of the file
   * @param flags its flags
   * @param said values by key that flags give
   * @param environment values by variable
   */
  SettingChoices(
      String heading,
      List<Setting<?>> all,
      SettingFlags flags,
      Map<String, String> said,
      Map<String, String> environment) {
    this.heading = heading;
    this.all = List.copyOf(all);
    this.flags = flags;
    this.chosen = new LinkedHashMap<>();
    for (var setting : all) {
      var value = environment.getOrDefault(setting.variable(), "");
      if (!value.isEmpty()) {
        chosen.put(setting.key(), value);
      }
    }
    chosen.putAll(said);
  }

  /** Takes a value for a setting of which nothing is said. */
  void propose(Setting<?> setting, String value) {
    proposed.put(setting.key(), value);
  }

  /**
   * Asks for what was not said, where a person can be asked.
   *
   * @throws CommandException if it was not said, has no default, and nobody can be asked
   */
  void ask(Setting<?> setting) {
    if (chosen.containsKey(setting.key())) {
      return;
    }
    var standard = Optional.ofNullable(proposed.get(setting.key())).or(setting::standard);
    if (Questions.possible()) {
      var question = setting.description().replace('\n', ' ').replaceAll("\\.$", "");
      chosen.put(setting.key(), Questions.ask(question, standard, setting::require));
    } else if (standard.isEmpty()) {
      throw new CommandException(
          false,
          "no terminal to ask on, and no %s is said: give %s"
              .formatted(setting.key(), flags.of(setting)));
    }
  }

  /** Where all that was said, answered or proposed is read from. */
  Sources sources() {
    return new Sources(all(), Map.of(), Optional.empty());
  }

  /**
   * Writes the settings file; nobody but its owner may read it.
   *
   * @param replace whether one that is there goes
   * @throws CommandException if one is there and may not go, or it cannot be written
   */
  void write(Path file, boolean replace) {
    SettingsFile.write(file, SettingsFile.chosen(heading, all, all()), replace);
  }

  private Map<String, String> all() {
    var all = new LinkedHashMap<>(proposed);
    all.putAll(chosen);
    return all;
  }
}
