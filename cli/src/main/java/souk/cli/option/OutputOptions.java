package souk.cli.option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import souk.cli.console.CommandException;

/** Where a program's output goes. */
public final class OutputOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the program's output to a file, not to standard output.")
  private @Nullable Path file;

  /**
   * The file to write; empty means standard output.
   *
   * @throws CommandException if nothing could be written there, said before any work is done
   */
  public Optional<Path> file() {
    if (file != null) {
      var directory = file.toAbsolutePath().getParent();
      if (Files.isDirectory(file) || directory == null || !Files.isWritable(directory)) {
        throw new CommandException(false, "cannot write a file there: " + file);
      }
    }
    return Optional.ofNullable(file);
  }
}
