package souk.settlement.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The prepared statements of a connection, kept for their next use. Not thread-safe. */
final class Statements {
  private static final int MOST_KEPT = 128;

  private final Connection connection;
  private final Map<String, PreparedStatement> idle = new LinkedHashMap<>(16, 0.75f, true);

  Statements(Connection connection) {
    this.connection = connection;
  }

  /** A statement taken out, so that one within the other never meets itself; it is put back. */
  final class Prepared implements AutoCloseable {
    private final String sql;
    private final PreparedStatement statement;

    private Prepared(String sql, PreparedStatement statement) {
      this.sql = sql;
      this.statement = statement;
    }

    PreparedStatement statement() {
      return statement;
    }

    @Override
    public void close() throws SQLException {
      statement.clearParameters();
      statement.clearBatch();
      putBack(sql, statement);
    }
  }

  Prepared take(String sql) throws SQLException {
    var kept = idle.remove(sql);
    return new Prepared(sql, kept == null ? connection.prepareStatement(sql) : kept);
  }

  private void putBack(String sql, PreparedStatement statement) throws SQLException {
    var other = idle.put(sql, statement);
    if (other != null) {
      other.close();
    }
    if (idle.size() > MOST_KEPT) {
      var eldest = idle.entrySet().iterator();
      eldest.next().getValue().close();
      eldest.remove();
    }
  }
}
