package souk.settlement.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The connection a journal works through, made anew when it is lost. Not thread-safe. */
final class Link implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
  private static final Duration TRUSTED = Duration.ofSeconds(1);
  private static final int VALIDATION_SECONDS = 5;

  private final Backend backend;
  private final Connector connector;
  private @Nullable Connection connection;
  private @Nullable Session session;
  private long usedNanos;

  private Link(Backend backend, Connector connector) {
    this.backend = backend;
    this.connector = connector;
  }

  private interface Connector {
    Connection connect() throws SQLException;
  }

  static Link open(Backend backend) throws SQLException {
    return connected(new Link(backend, backend::connect));
  }

  /** One that nothing can be written through. */
  static Link toRead(Backend backend) throws SQLException {
    return connected(new Link(backend, backend::connectToRead));
  }

  private static Link connected(Link link) throws SQLException {
    link.connect();
    return link;
  }

  /**
   * A session in a transaction that begins with its first statement.
   *
   * @throws JournalException if the connection is lost and cannot be made again in ten seconds
   */
  Session begin() {
    if (isLost()) {
      reconnect();
    }
    var open = session;
    if (open == null) {
      throw new JournalException("the journal %s is closed".formatted(backend));
    }
    return open;
  }

  /** Has everything since {@link #begin} on disk. */
  void commit() {
    var open = connection;
    try {
      if (open != null) {
        open.commit();
      }
    } catch (SQLException e) {
      throw new JournalException(
          "the journal %s cannot be written: %s".formatted(backend, e.getMessage()), e);
    }
  }

  /** Undoes what was not committed; without effect after a commit. */
  void end() {
    var open = connection;
    try {
      if (open != null && !open.isClosed()) {
        open.rollback();
        usedNanos = System.nanoTime();
      }
    } catch (SQLException e) {
      lose(e);
    }
  }

  @Override
  public void close() {
    var open = connection;
    connection = null;
    session = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (SQLException e) {
      throw new JournalException("the journal cannot be closed: " + e.getMessage(), e);
    }
  }

  private boolean isLost() {
    if (!backend.reconnects()) {
      return false;
    }
    var open = connection;
    try {
      return open == null
          || open.isClosed()
          || (System.nanoTime() - usedNanos > TRUSTED.toNanos()
              && !open.isValid(VALIDATION_SECONDS));
    } catch (SQLException e) {
      return true;
    }
  }

  private void reconnect() {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        discard();
        connect();
        return;
      } catch (SQLException e) {
        if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
          throw new JournalException(
              "the journal %s does not answer: %s".formatted(backend, e.getMessage()), e);
        }
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    }
  }

  private void connect() throws SQLException {
    var fresh = connector.connect();
    fresh.setAutoCommit(false);
    connection = fresh;
    session = new Session(fresh);
    usedNanos = System.nanoTime();
  }

  private void lose(SQLException e) {
    if (!backend.reconnects()) {
      throw new JournalException("the journal cannot be rolled back: " + e.getMessage(), e);
    }
    discard();
  }

  private void discard() {
    try {
      close();
    } catch (JournalException e) {
      // It was lost already.
    }
  }
}
