package souk.market.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The build's version. */
final class Version {
  private Version() {}

  static String read() {
    var properties = new Properties();
    try (var in = Version.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the build's version cannot be read", e);
    }
    return properties.getProperty("version");
  }
}
