package souk.cli.config;

import java.util.List;
import souk.cli.log.LogFormat;
import souk.cli.log.LogLevel;

/** What a node logs on standard error, and how. */
final class LogSettings {
  static final Setting<LogFormat> FORMAT =
      Setting.of(
              "log.format",
              "text|json",
              "Lines for people, or for programs: a JSON object each.",
              Readers.oneOf(LogFormat.class))
          .otherwise(LogFormat.TEXT);

  static final Setting<LogLevel> LEVEL =
      Setting.of(
              "log.level",
              "error|warn|info|debug",
              "How bad or interesting something must be to be logged.",
              Readers.oneOf(LogLevel.class))
          .otherwise(LogLevel.INFO);

  static final List<Setting<?>> ALL = List.of(FORMAT, LEVEL);

  private LogSettings() {}
}
