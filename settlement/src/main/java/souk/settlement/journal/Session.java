package souk.settlement.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/**
 * Statements inside one transaction.
 *
 * <p>Arguments take the place of question marks: numbers, text, byte arrays, {@link Hash}, {@link
 * Address}, {@link Amount} (the last three are stored as their text), or null.
 */
public final class Session {
  private static final int BATCH = 1000;

  private final Statements statements;

  Session(Connection connection) {
    this.statements = new Statements(connection);
  }

  /** Runs a statement that changes rows and tells how many it changed. */
  public int update(String sql, @Nullable Object... arguments) {
    try (var prepared = statements.take(sql)) {
      bind(prepared.statement(), arguments);
      return prepared.statement().executeUpdate();
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  /**
   * Runs a statement that changes rows once for each element, in order; much faster than one by
   * one.
   *
   * @param arguments of the statement for an element
   */
  public <T> void updateAll(
      String sql, Iterable<T> elements, Function<? super T, @Nullable Object[]> arguments) {
    try (var prepared = statements.take(sql)) {
      var waiting = 0;
      for (var element : elements) {
        bind(prepared.statement(), arguments.apply(element));
        prepared.statement().addBatch();
        if (++waiting == BATCH) {
          prepared.statement().executeBatch();
          waiting = 0;
        }
      }
      if (waiting > 0) {
        prepared.statement().executeBatch();
      }
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  /** All rows of a query. */
  public <T> List<T> query(String sql, Function<Row, T> mapper, @Nullable Object... arguments) {
    try (var prepared = statements.take(sql)) {
      bind(prepared.statement(), arguments);
      try (var result = prepared.statement().executeQuery()) {
        var rows = new ArrayList<T>();
        var row = new Row(result);
        while (result.next()) {
          rows.add(mapper.apply(row));
        }
        return List.copyOf(rows);
      }
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  /** The first row of a query. */
  public <T> Optional<T> first(String sql, Function<Row, T> mapper, @Nullable Object... arguments) {
    return query(sql, mapper, arguments).stream().findFirst();
  }

  private static void bind(PreparedStatement statement, @Nullable Object[] arguments)
      throws SQLException {
    for (var i = 0; i < arguments.length; i++) {
      bind(statement, i + 1, arguments[i]);
    }
  }

  private static void bind(PreparedStatement statement, int index, @Nullable Object argument)
      throws SQLException {
    switch (argument) {
      case null -> statement.setNull(index, Types.NULL);
      case Number number -> statement.setLong(index, number.longValue());
      case byte[] bytes -> statement.setBytes(index, bytes);
      case String text -> statement.setString(index, text);
      case Hash hash -> statement.setString(index, hash.toString());
      case Address address -> statement.setString(index, address.toString());
      case Amount amount -> statement.setString(index, amount.toString());
      default ->
          throw new IllegalArgumentException(
              "a journal does not hold values of " + argument.getClass());
    }
  }

  private static JournalException failed(String sql, SQLException e) {
    return new JournalException(
        "the journal refused '%s': %s".formatted(sql.strip(), e.getMessage()), e);
  }
}
