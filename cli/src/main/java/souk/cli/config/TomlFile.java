package souk.cli.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** A settings file (TOML 1.0): texts by key, each with its line, and what is wrong with it. */
final class TomlFile {
  private static final int MAX_BYTES = 1 << 20;

  private final Path file;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * @param text the value as it would be written in a flag, lists with commas
   */
  record Entry(String text, int line) {}

  private TomlFile(Path file) {
    this.file = file;
  }

  static TomlFile none() {
    return new TomlFile(Path.of(""));
  }

  /** Reads the file; what cannot be read is a problem, not an exception. */
  static TomlFile read(Path file) {
    var read = new TomlFile(file);
    read.text()
        .map(Toml::parse)
        .ifPresent(
            parsed -> {
              parsed.errors().forEach(error -> read.report(error.position().line(), error));
              read.add("", parsed, parsed);
            });
    return read;
  }

  Map<String, Entry> entries() {
    return entries;
  }

  List<String> problems() {
    return problems;
  }

  /** Where a line of the file is, for messages. */
  String at(int line) {
    return "%s:%d".formatted(file.getFileName(), line);
  }

  private Optional<String> text() {
    try {
      if (Files.size(file) > MAX_BYTES) {
        problems.add(
            "%s has more than %d bytes: it is no settings file".formatted(file, MAX_BYTES));
        return Optional.empty();
      }
      return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException | UncheckedIOException e) {
      problems.add("%s cannot be read: %s".formatted(file, e.getClass().getSimpleName()));
      return Optional.empty();
    }
  }

  private void add(String prefix, TomlTable table, TomlParseResult whole) {
    for (var name : table.keySet()) {
      var key = prefix + name;
      var position = table.inputPositionOf(List.of(name));
      var line = position == null ? 1 : position.line();
      var value = table.get(List.of(name));
      if (value instanceof TomlTable inner) {
        add(key + ".", inner, whole);
      } else {
        written(value)
            .ifPresentOrElse(
                text -> entries.put(key, new Entry(text, line)),
                () -> report(line, key + " is text, a number, true, false, or a list of those"));
      }
    }
  }

  private void report(int line, Object what) {
    problems.add("%s: %s".formatted(at(line), String.valueOf(what).lines().findFirst().orElse("")));
  }

  private static Optional<String> written(@Nullable Object value) {
    return switch (value) {
      case String text -> Optional.of(text);
      case Long number -> Optional.of(number.toString());
      case Boolean truth -> Optional.of(truth.toString());
      case TomlArray list -> joined(list);
      case null, default -> Optional.empty();
    };
  }

  private static Optional<String> joined(TomlArray list) {
    var texts = list.toList().stream().map(TomlFile::written).toList();
    return texts.stream().allMatch(Optional::isPresent)
        ? Optional.of(texts.stream().flatMap(Optional::stream).collect(Collectors.joining(",")))
        : Optional.empty();
  }
}
