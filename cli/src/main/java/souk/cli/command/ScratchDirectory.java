package souk.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import souk.cli.console.CommandException;

/** A directory that is gone with its files once closed. */
final class ScratchDirectory implements AutoCloseable {
  private final Path path;

  private ScratchDirectory(Path path) {
    this.path = path;
  }

  static ScratchDirectory create() {
    try {
      return new ScratchDirectory(Files.createTempDirectory("souk"));
    } catch (IOException e) {
      throw new CommandException(true, "no temporary directory can be made: " + e.getMessage(), e);
    }
  }

  Path file(String name) {
    return path.resolve(name);
  }

  @Override
  public void close() {
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new CommandException(
          true, "%s cannot be removed: %s".formatted(path, e.getMessage()), e);
    }
  }
}
