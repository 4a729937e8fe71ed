package souk.settlement.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A SQLite file that this process alone writes, or only looks into. */
final class SqliteFile implements Backend {
  // FULL: a salt or nonce lost with the power would cost a stake, so every commit reaches the disk.
  // 16 MiB of pages at hand: an index that catches up writes to the same ones again and again.
  private static final List<String> SETTINGS =
      List.of(
          "journal_mode = wal", "synchronous = full", "foreign_keys = on", "cache_size = -16384");

  private static final List<String> LOOKING = List.of("query_only = on");

  private final Path file;
  private final @Nullable FileLock owned;

  private SqliteFile(Path file, @Nullable FileLock owned) {
    this.file = file;
    this.owned = owned;
  }

  /** A file that is there, and that another process may own. */
  static SqliteFile look(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new JournalException("there is no journal " + file);
    }
    return new SqliteFile(file, null);
  }

  static SqliteFile own(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new JournalException("cannot make a directory for the journal " + file, e);
    }
    return new SqliteFile(file, FileLock.take(file.resolveSibling(file.getFileName() + ".lock")));
  }

  @Override
  public Connection connect() throws SQLException {
    return connect(owned == null ? LOOKING : SETTINGS);
  }

  @Override
  public Connection connectToRead() throws SQLException {
    return connect(LOOKING);
  }

  private Connection connect(List<String> settings) throws SQLException {
    var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (var statement = connection.createStatement()) {
      for (var setting : settings) {
        statement.execute("pragma " + setting);
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public boolean reconnects() {
    return false;
  }

  @Override
  public void beforeMigration(Session session) {
    // Nobody else has the file.
  }

  @Override
  public void close() {
    if (owned != null) {
      owned.close();
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
