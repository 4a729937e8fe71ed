package souk.testnet.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What nodes have logged.
 *
 * @param directory where their log files are
 */
record NodeLogs(Path directory) {
  /** All that a node has logged; empty if it was never started. */
  String of(String name) {
    try {
      return Files.readString(directory.resolve(name + ".log"));
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
