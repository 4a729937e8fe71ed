package souk.settlement.journal;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/** One row of a query's result; columns are asked for by name. */
public final class Row {
  private final ResultSet result;

  Row(ResultSet result) {
    this.result = result;
  }

  /** A column that holds a whole number. */
  public long number(String column) {
    return get(() -> result.getLong(column));
  }

  /** A column that holds a whole number or nothing. */
  public OptionalLong maybeNumber(String column) {
    return get(
        () -> {
          var value = result.getLong(column);
          return result.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
        });
  }

  /** A column that holds text. */
  public String text(String column) {
    return get(() -> result.getString(column));
  }

  /** A column that holds text or nothing. */
  public Optional<String> maybeText(String column) {
    return get(() -> Optional.ofNullable(result.getString(column)));
  }

  /** A column that holds bytes. */
  public byte[] bytes(String column) {
    return get(() -> result.getBytes(column));
  }

  /** A column that holds bytes as {@code 0x} and hexadecimal digits. */
  public byte[] hex(String column) {
    return HexFormat.of().parseHex(text(column).substring(2));
  }

  /** A column that holds a hash. */
  public Hash hash(String column) {
    return Hash.parse(text(column));
  }

  /** A column that holds an address. */
  public Address address(String column) {
    return Address.parse(text(column));
  }

  /** A column that holds an amount. */
  public Amount amount(String column) {
    return new Amount(new BigInteger(text(column)));
  }

  private static <T> T get(Getter<T> getter) {
    try {
      return getter.get();
    } catch (SQLException e) {
      throw new JournalException("a row cannot be read: " + e.getMessage(), e);
    }
  }

  private interface Getter<T> {
    T get() throws SQLException;
  }
}
