package souk.cli.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How this process logs. Until somebody says otherwise: text, what nodes do and what is wrong. */
public final class Logging {
  private static volatile LogFormat current = LogFormat.TEXT;

  private Logging() {}

  /**
   * Has the whole process log so from now on, what other code says through {@code
   * java.util.logging} and what ends a thread with it.
   *
   * @param level least of our own lines; of others', only warnings and errors show
   */
  public static void use(LogFormat format, LogLevel level) {
    current = format;
    Logback.set(LoggerFactory.getILoggerFactory(), format, level);
    PlatformLog.redirect();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> ours().error("thread {} failed", thread.getName(), failure));
  }

  /** Whether whoever reads this process's messages expects JSON. */
  public static boolean isJson() {
    return current == LogFormat.JSON;
  }

  /** For what is no code's own message. */
  public static Logger ours() {
    return LoggerFactory.getLogger(Logback.OURS);
  }
}
