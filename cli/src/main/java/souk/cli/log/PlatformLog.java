package souk.cli.log;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/** Hands what libraries say through {@code java.util.logging} to the log all others use. */
final class PlatformLog extends Handler {
  private final SimpleFormatter texts = new SimpleFormatter();

  private PlatformLog() {}

  /** Has it all come here, and nowhere else. */
  static void redirect() {
    LogManager.getLogManager().reset();
    Logger.getLogger("").addHandler(new PlatformLog());
  }

  @Override
  public void publish(LogRecord said) {
    var name = said.getLoggerName();
    LoggerFactory.getLogger(name == null ? "" : name)
        .atLevel(level(said.getLevel()))
        .setCause(said.getThrown())
        .log(texts.formatMessage(said));
  }

  private static org.slf4j.event.Level level(Level level) {
    var value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return org.slf4j.event.Level.ERROR;
    }
    if (value >= Level.WARNING.intValue()) {
      return org.slf4j.event.Level.WARN;
    }
    return value >= Level.INFO.intValue()
        ? org.slf4j.event.Level.INFO
        : org.slf4j.event.Level.DEBUG;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
