package souk.cli.config;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import souk.cli.console.CommandException;

/** Writes settings as the file an operator begins with. */
public final class SettingsFile {
  private static final String QUOTED = "\"%s\"";
  private static final String STRENGTH =
      "# A flag is stronger than a variable, a variable than this file.\n";

  private SettingsFile() {}

  /**
   * Every setting with its documentation, all of them commented out at their defaults.
   *
   * @param heading what kind of node it is for
   */
  public static String sample(String heading, List<Setting<?>> settings) {
    return chosen(heading, settings, Map.of());
  }

  /**
   * Writes a settings file; nobody but its owner may read it.
   *
   * @param replace whether one that is there goes
   * @throws CommandException if one is there and may not go, or it cannot be written
   */
  static void write(Path file, String text, boolean replace) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (Files.exists(file) && !replace) {
        throw new FileAlreadyExistsException(file.toString());
      }
      var fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(fresh);
      createPrivate(fresh);
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      throw new CommandException(
          false, "there are settings already: %s; --force replaces them".formatted(file), e);
    } catch (IOException e) {
      throw new CommandException(
          false, "the settings cannot be written to %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static void createPrivate(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      var owner = PosixFilePermissions.fromString("rw-------");
      Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
    } else {
      Files.createFile(file);
    }
  }

  /**
   * Every setting with its documentation, those that were chosen as they were and the others
   * commented out at their defaults.
   *
   * @param heading what kind of node it is for
   * @param chosen values by key, as in flags
   */
  public static String chosen(
      String heading, List<Setting<?>> settings, Map<String, String> chosen) {
    var text = new StringBuilder("# ").append(heading).append('\n').append(STRENGTH);
    tables(settings)
        .forEach(
            (table, members) -> {
              text.append("\n[").append(table).append("]\n");
              members.forEach(member -> text.append(documented(member, chosen.get(member.key()))));
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

  private static String documented(Setting<?> setting, @Nullable String chosen) {
    var comment =
        setting.description().lines().map(line -> "# " + line + "\n").collect(Collectors.joining());
    var standard = setting.standard().map(SettingsFile::literal).orElse(QUOTED.formatted(""));
    var said = chosen == null ? standard : literal(chosen);
    return "\n%s# %s; %s\n%s%s = %s\n"
        .formatted(
            comment,
            setting.form(),
            setting.variable(),
            chosen == null ? "#" : "",
            setting.name(),
            said);
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
