package souk.cli.config;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing an operator can set.
 *
 * @param key its place in the file, as {@code api.port}
 * @param variable environment variable that sets it
 * @param form what its value looks like, for the file's documentation, as {@code URL, ...}
 * @param standard the value, written as in a flag, that holds where nothing is said
 * @param description one or more lines for the operator, with units and ranges
 * @param reader reads a value written as in a flag; throws {@link IllegalArgumentException} with
 *     one line that says what it should be
 */
public record Setting<T>(
    String key,
    String variable,
    String form,
    Optional<String> standard,
    String description,
    Function<String, T> reader) {
  /** Form of a setting that is off unless it is {@code true}. */
  static final String SWITCH = "true";

  /** What the form of a setting ends with whose flag may be given several times. */
  static final String REPEATED = ", several";

  /** A setting without a default, {@code SOUK_TABLE_NAME} in the environment. */
  public static <T> Setting<T> of(
      String key, String form, String description, Function<String, T> reader) {
    return new Setting<>(key, variable(key), form, Optional.empty(), description, reader);
  }

  /** The same, set by another variable. */
  public Setting<T> from(String otherVariable) {
    return new Setting<>(key, otherVariable, form, standard, description, reader);
  }

  /** The same with a value that holds where nothing is said. */
  public Setting<T> otherwise(Object value) {
    return new Setting<>(key, variable, form, Optional.of(value.toString()), description, reader);
  }

  /**
   * Does nothing if the text is a value of it.
   *
   * @throws IllegalArgumentException if it is none
   */
  void require(String text) {
    Objects.requireNonNull(reader.apply(text), key);
  }

  /** Whether its flag says all by being given. */
  boolean isSwitch() {
    return form.equals(SWITCH);
  }

  /** Whether its flag may be given several times, a value each. */
  boolean isRepeatable() {
    return form.endsWith(REPEATED);
  }

  /** The table of the file it stands in. */
  String table() {
    return key.substring(0, key.indexOf('.'));
  }

  /** Its name in that table. */
  String name() {
    return key.substring(key.indexOf('.') + 1);
  }

  private static String variable(String key) {
    return "SOUK_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
