package souk.settlement.journal;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/** A database on a PostgreSQL server. */
final class PostgreSqlServer implements Backend {
  private static final int OLDEST_VERSION = 14;
  private static final Duration CONNECTING = Duration.ofSeconds(5);
  private static final Duration ANSWERING = Duration.ofSeconds(30);

  // A process that stops in the middle of a transaction holds locks that its successor waits for.
  private static final List<String> SETTINGS =
      List.of("synchronous_commit = on", "idle_in_transaction_session_timeout = '10s'");

  private static final List<String> READING =
      List.of("default_transaction_read_only = on", "idle_in_transaction_session_timeout = '10s'");

  private final JournalPlace.PostgreSql place;

  PostgreSqlServer(JournalPlace.PostgreSql place) {
    this.place = place;
  }

  @Override
  public Connection connect() throws SQLException {
    return connect(ANSWERING, SETTINGS);
  }

  @Override
  public Connection connectToRead() throws SQLException {
    return connect(ANSWERING, READING);
  }

  /**
   * @param answering time after which a statement that is not answered counts as a lost connection
   * @param settings of the session, as {@code name = value}
   */
  Connection connect(Duration answering, List<String> settings) throws SQLException {
    var connection = DriverManager.getConnection(place.url(), properties(answering));
    try (var statement = connection.createStatement()) {
      if (connection.getMetaData().getDatabaseMajorVersion() < OLDEST_VERSION) {
        throw new JournalException(
            "the journal %s needs PostgreSQL %d or newer".formatted(place, OLDEST_VERSION));
      }
      for (var setting : settings) {
        statement.execute("set " + setting);
      }
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      return connection;
    } catch (SQLException | JournalException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public boolean reconnects() {
    return true;
  }

  @Override
  public void beforeMigration(Session session) {
    var unused =
        session.query(
            "select pg_advisory_xact_lock(hashtextextended(current_schema() || ' tables', 0))",
            row -> true);
  }

  @Override
  public void close() {
    // Nothing is held but connections, which their users close.
  }

  @Override
  public String toString() {
    return place.toString();
  }

  private Properties properties(Duration answering) {
    var properties = new Properties();
    properties.setProperty("user", place.user());
    place.password().ifPresent(it -> properties.setProperty("password", it.read()));
    properties.setProperty("ApplicationName", "souk");
    properties.setProperty("connectTimeout", String.valueOf(CONNECTING.toSeconds()));
    properties.setProperty("loginTimeout", String.valueOf(2 * CONNECTING.toSeconds()));
    properties.setProperty("socketTimeout", String.valueOf(answering.toSeconds()));
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("reWriteBatchedInserts", "true");
    return properties;
  }
}
