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
  private final Map<String, String> chosen;

  /**
   * @param heading what kind of node it is for
   * @param all its settings, in the order of the file
   * @param said values by key that flags and the environment give
   */
  SettingChoices(String heading, List<Setting<?>> all, Map<String, String> said) {
    this.heading = heading;
    this.all = List.copyOf(all);
    this.chosen = new LinkedHashMap<>(said);
  }

  /**
   * Asks for what was not said, where a person can be asked.
   *
   * @param flag what says the same, for who cannot be asked
   * @throws CommandException if it was not said, has no default, and nobody can be asked
   */
  void ask(Setting<?> setting, String flag) {
    if (chosen.containsKey(setting.key())) {
      return;
    }
    if (Questions.possible()) {
      var question = setting.description().replace('\n', ' ').replaceAll("\\.$", "");
      chosen.put(setting.key(), Questions.ask(question, setting.standard(), setting::require));
    } else if (setting.standard().isEmpty()) {
      throw new CommandException(
          false,
          "no terminal to ask on, and no %s is said: give %s".formatted(setting.key(), flag));
    }
  }

  /** Where all that was chosen is read from. */
  Sources sources() {
    return new Sources(chosen, Map.of(), Optional.empty());
  }

  /**
   * Writes the settings file; nobody but its owner may read it.
   *
   * @param replace whether one that is there goes
   * @throws CommandException if one is there and may not go, or it cannot be written
   */
  void write(Path file, boolean replace) {
    SettingsFile.write(file, SettingsFile.chosen(heading, all, chosen), replace);
  }
}
