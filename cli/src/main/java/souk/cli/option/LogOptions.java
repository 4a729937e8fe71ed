package souk.cli.option;

import picocli.CommandLine.Option;
import souk.cli.log.LogFormat;
import souk.cli.log.LogLevel;

/** What a node logs on standard error, and how. */
@SuppressWarnings("NullAway.Init") // Picocli fills what has a default
public final class LogOptions {
  @Option(
      names = "--log-format",
      paramLabel = "text|json",
      defaultValue = "${env:SOUK_LOG_FORMAT:-text}",
      description = "Log lines for people, or a JSON object each [SOUK_LOG_FORMAT].")
  private LogFormat format;

  @Option(
      names = "--log-level",
      paramLabel = "error|warn|info|debug",
      defaultValue = "${env:SOUK_LOG_LEVEL:-info}",
      description = "How bad or interesting is logged [SOUK_LOG_LEVEL].")
  private LogLevel level;

  /** Has this process log so. */
  public void begin(ConsoleOptions console) {
    console.log(format, level);
  }
}
