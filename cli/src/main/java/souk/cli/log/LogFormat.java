package souk.cli.log;

import java.util.Locale;

/** What a line of the log looks like. */
public enum LogFormat {
  /** For people: time, level, message. */
  TEXT,

  /** For programs: a JSON object. */
  JSON;

  /** As in a flag. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
