package souk.cli.config;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import souk.settlement.journal.DatabasePassword;
import souk.settlement.journal.JournalPlace;

/** Where a node remembers what it must not forget. */
final class JournalSettings {
  static final Setting<Path> FILE =
      Setting.of(
          "journal.file",
          "FILE",
          "SQLite journal, where no URL is set; else at home. One process at a time has it open.",
          Path::of);

  static final Setting<String> URL =
      Setting.of(
          "journal.url",
          "jdbc:postgresql://HOST:PORT/NAME",
          """
          PostgreSQL journal, without user and password. Several replicas of this node, all with
          the same account, may share it: one of them acts, the others follow and answer.""",
          Function.identity());

  static final Setting<String> USER =
      Setting.of("journal.user", "NAME", "Role to log in to PostgreSQL as.", Function.identity())
          .otherwise("souk");

  static final Setting<Path> PASSWORD_FILE =
      Setting.of(
          "journal.password-file",
          "FILE",
          "Its first line is that role's password; nobody but its owner may read it.",
          Path::of);

  static final List<Setting<?>> ALL = List.of(FILE, URL, USER, PASSWORD_FILE);

  private JournalSettings() {}

  /**
   * @param home the file that holds it where nothing is said
   */
  static JournalPlace place(Values values, Path home) {
    return values
        .find(URL)
        .<JournalPlace>map(url -> postgreSql(values, url))
        .orElseGet(() -> new JournalPlace.File(values.find(FILE).orElse(home)));
  }

  private static JournalPlace postgreSql(Values values, String url) {
    var password = values.find(PASSWORD_FILE).<DatabasePassword>map(DatabasePassword.InFile::new);
    return new JournalPlace.PostgreSql(url, values.get(USER), password);
  }
}
