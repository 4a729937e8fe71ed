package souk.cli.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where settings are said, strongest first: flags, the environment, a file.
 *
 * @param flags values by key
 * @param environment values by variable
 * @param file the settings file, if one is named
 */
public record Sources(
    Map<String, String> flags, Map<String, String> environment, Optional<Path> file) {
  public Sources {
    flags = Map.copyOf(flags);
    environment = Map.copyOf(environment);
  }

  private record Said(String text, String origin) {}

  /**
   * Reads and checks every setting.
   *
   * @throws ConfigException with everything that is wrong, if anything is
   */
  public Values read(List<Setting<?>> settings) {
    var toml = file.map(TomlFile::read).orElseGet(TomlFile::none);
    var problems = new ArrayList<>(toml.problems());
    problems.addAll(unknown(toml, settings));
    var values = new LinkedHashMap<Setting<?>, Values.Value>();
    for (var setting : settings) {
      said(setting, toml)
          .ifPresent(
              said -> {
                try {
                  var read = setting.reader().apply(said.text());
                  values.put(setting, new Values.Value(said.text(), said.origin(), read));
                } catch (IllegalArgumentException e) {
                  problems.add(
                      "%s: %s: %s".formatted(said.origin(), setting.key(), e.getMessage()));
                }
              });
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new Values(values);
  }

  private Optional<Said> said(Setting<?> setting, TomlFile toml) {
    var variable = environment.get(setting.variable());
    var entry = toml.entries().get(setting.key());
    if (flags.containsKey(setting.key())) {
      return Optional.of(new Said(flags.getOrDefault(setting.key(), ""), "flag"));
    }
    if (variable != null && !variable.isEmpty()) {
      return Optional.of(new Said(variable, setting.variable()));
    }
    return entry != null
        ? Optional.of(new Said(entry.text(), toml.at(entry.line())))
        : setting.standard().map(text -> new Said(text, "default"));
  }

  private List<String> unknown(TomlFile toml, List<Setting<?>> settings) {
    var known = settings.stream().map(Setting::key).collect(Collectors.toUnmodifiableSet());
    var problems = new ArrayList<String>();
    toml.entries()
        .forEach(
            (key, entry) -> {
              if (!known.contains(key)) {
                problems.add(
                    "%s: there is no setting %s; %s"
                        .formatted(toml.at(entry.line()), key, neighbours(key, known)));
              }
            });
    flags.keySet().stream()
        .filter(key -> !known.contains(key))
        .sorted()
        .map(key -> "flag: there is no setting %s; %s".formatted(key, neighbours(key, known)))
        .forEach(problems::add);
    return problems;
  }

  private static String neighbours(String key, Set<String> known) {
    var table = key.substring(0, key.lastIndexOf('.') + 1);
    var near = known.stream().filter(it -> it.startsWith(table)).sorted().toList();
    return near.isEmpty() || table.isEmpty()
        ? "tables are "
            + known.stream()
                .map(it -> it.substring(0, it.indexOf('.')))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "))
        : "there are " + String.join(", ", near);
  }
}
