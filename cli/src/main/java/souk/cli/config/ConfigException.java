package souk.cli.config;

import java.io.Serial;
import java.util.List;

/** Settings cannot be used. Its message has a line for each thing that is wrong. */
public final class ConfigException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  /**
   * @param problems one line each: where, what is wrong, what to do
   */
  ConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line each. */
  public List<String> problems() {
    return problems;
  }
}
