package souk.settlement.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A SQLite file that one process at a time owns. Safe for use by many threads; transactions run one
 * after the other, so keep them short and ask the chain nothing inside.
 */
public final class Journal implements AutoCloseable {
  private static final String VERSIONS =
      "create table if not exists schema_version (owner text primary key, steps bigint not null)";

  private final ReentrantLock turn = new ReentrantLock();
  private final FileLock owned;
  private final Connection connection;
  private final Session session;

  private Journal(FileLock owned, Connection connection) {
    this.owned = owned;
    this.connection = connection;
    this.session = new Session(connection);
  }

  /**
   * Opens the journal in that file, or begins one; missing directories are made.
   *
   * @throws JournalException if another process has it open, or it cannot be read and written
   */
  public static Journal open(Path file) {
    createDirectories(file);
    var owned = FileLock.take(file.resolveSibling(file.getFileName() + ".lock"));
    try {
      return new Journal(owned, connect(file));
    } catch (SQLException e) {
      owned.close();
      throw new JournalException(
          "the journal %s cannot be opened: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Brings the tables of a part up to date. */
  public void migrate(Schema schema) {
    transact(
        open -> {
          open.update(VERSIONS);
          var done = stepsDone(open, schema);
          schema.steps().stream().skip(done).forEach(open::update);
          open.update("delete from schema_version where owner = ?", schema.owner());
          open.update(
              "insert into schema_version (owner, steps) values (?, ?)",
              schema.owner(),
              schema.steps().size());
        });
  }

  /**
   * Runs the work in one transaction: all of it is on disk when this returns, or none.
   *
   * @throws JournalException if it cannot be written; whatever the work throws is thrown on
   */
  public <T> T compute(Function<Session, T> work) {
    turn.lock();
    try {
      connection.setAutoCommit(false);
      var result = work.apply(session);
      connection.commit();
      return result;
    } catch (SQLException e) {
      throw new JournalException("the journal cannot be written: " + e.getMessage(), e);
    } finally {
      endTransaction();
      turn.unlock();
    }
  }

  /** As {@link #compute}, for work that has no result. */
  public void transact(Consumer<Session> work) {
    compute(
        open -> {
          work.accept(open);
          return true;
        });
  }

  @Override
  public void close() {
    turn.lock();
    try {
      connection.close();
    } catch (SQLException e) {
      throw new JournalException("the journal cannot be closed: " + e.getMessage(), e);
    } finally {
      owned.close();
      turn.unlock();
    }
  }

  private static long stepsDone(Session open, Schema schema) {
    var done =
        open.first(
                "select steps from schema_version where owner = ?",
                row -> row.number("steps"),
                schema.owner())
            .orElse(0L);
    if (done > schema.steps().size()) {
      throw new JournalException(
          "the journal's tables for %s are newer than this program: update it"
              .formatted(schema.owner()));
    }
    return done;
  }

  /** Undoes what was not committed; without effect after a commit. */
  private void endTransaction() {
    try {
      if (!connection.isClosed()) {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new JournalException("the journal cannot be rolled back: " + e.getMessage(), e);
    }
  }

  // FULL: a salt or nonce lost with the power would cost a stake, so every commit reaches the disk.
  private static Connection connect(Path file) throws SQLException {
    var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (var statement = connection.createStatement()) {
      for (var pragma : List.of("journal_mode = wal", "synchronous = full", "foreign_keys = on")) {
        statement.execute("pragma " + pragma);
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static void createDirectories(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new JournalException("cannot make a directory for the journal " + file, e);
    }
  }
}
