package souk.cli.log;

import java.util.Locale;

/** How bad or interesting something must be to be logged. */
public enum LogLevel {
  /** What an operator has to act on. */
  ERROR,

  /** What went wrong and is tried again. */
  WARN,

  /** What a node does. */
  INFO,

  /** What happens inside. */
  DEBUG;

  /** As in a flag. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
