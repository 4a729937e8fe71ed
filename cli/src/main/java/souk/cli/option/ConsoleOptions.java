package souk.cli.option;

import picocli.CommandLine.Option;
import souk.cli.console.Console;
import souk.cli.log.LogFormat;
import souk.cli.log.LogLevel;
import souk.cli.log.Logging;

/** How a command talks; every command has these. */
public final class ConsoleOptions {
  /** The flag that asks for stack traces. */
  public static final String DEBUG = "--debug";

  @Option(names = "--json", description = "Print JSON, one object a line.")
  private boolean json;

  @Option(names = DEBUG, description = "Log what happens inside, and failures with their trace.")
  private boolean debug;

  @SuppressWarnings("UnusedVariable") // Picocli acts on it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  /** Standard output and standard error as they are now. */
  public Console console() {
    return new Console(System.out, System.err, json);
  }

  /**
   * Has this process log so.
   *
   * @param level holds unless {@value #DEBUG} asks for more
   */
  public void log(LogFormat format, LogLevel level) {
    Logging.use(format, debug ? LogLevel.DEBUG : level);
  }
}
