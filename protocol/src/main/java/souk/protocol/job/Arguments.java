package souk.protocol.job;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a module finds as its arguments and environment.
 *
 * @param values arguments after the program's name, without NUL characters
 * @param environment variables by name, sorted; names are not empty and have no {@code =}
 */
public record Arguments(List<String> values, SortedMap<String, String> environment) {
  /** No arguments and an empty environment. */
  public static final Arguments NONE = new Arguments(List.of(), new TreeMap<>());

  /** Most arguments and variables together. */
  public static final int MAX_COUNT = 1024;

  /**
   * @throws IllegalArgumentException if there are too many, a text has a NUL character, or a name
   *     is empty or has {@code =}
   */
  public Arguments {
    values = List.copyOf(values);
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    if (values.size() + environment.size() > MAX_COUNT) {
      throw new IllegalArgumentException(
          "a job has at most %d arguments and variables".formatted(MAX_COUNT));
    }
    values.forEach(Arguments::requireNoNul);
    environment.forEach(
        (name, value) -> {
          requireNoNul(name);
          requireNoNul(value);
          if (name.isEmpty() || name.indexOf('=') >= 0) {
            throw new IllegalArgumentException(
                "a variable's name is not empty and has no '=': '" + name + "'");
          }
        });
  }

  /** Whether there is nothing to hand over. */
  public boolean isEmpty() {
    return values.isEmpty() && environment.isEmpty();
  }

  private static void requireNoNul(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("arguments and variables have no NUL characters");
    }
  }
}
