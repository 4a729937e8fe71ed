package souk.cli.config;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Every setting's value, checked. */
public final class Values {
  private final Map<Setting<?>, Value> values;

  /**
   * A value and where it was said.
   *
   * @param written as in a flag
   * @param origin {@code flag}, a variable's name, the file's line, or {@code default}
   * @param read what its setting's reader made of it
   */
  record Value(String written, String origin, Object read) {}

  Values(Map<Setting<?>, Value> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * The value of a setting that has a default.
   *
   * @throws NoSuchElementException if it has none and none was set
   */
  public <T> T get(Setting<T> setting) {
    return find(setting)
        .orElseThrow(() -> new NoSuchElementException("no value of " + setting.key()));
  }

  /** The value, if there is one. */
  @SuppressWarnings("unchecked") // what a setting's reader made is of its type
  public <T> Optional<T> find(Setting<T> setting) {
    return shown(setting).map(value -> (T) value.read());
  }

  Optional<Value> shown(Setting<?> setting) {
    return Optional.ofNullable(values.get(setting));
  }
}
