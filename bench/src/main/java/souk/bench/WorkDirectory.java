package souk.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A temporary directory that is removed with all that is in it. */
record WorkDirectory(Path path) implements AutoCloseable {
  WorkDirectory() throws IOException {
    this(Files.createTempDirectory("souk-bench"));
  }

  @Override
  public void close() throws IOException {
    try (var tree = Files.walk(path)) {
      for (var file : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
