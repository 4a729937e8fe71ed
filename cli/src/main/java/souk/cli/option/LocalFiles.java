package souk.cli.option;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import souk.cli.console.CommandException;
import souk.runtime.machine.Bytes;

/** Reads files that a person named, never more than may be. */
public final class LocalFiles {
  private LocalFiles() {}

  /**
   * All bytes of a file.
   *
   * @throws CommandException if it is missing, unreadable or longer than that
   */
  public static Bytes read(Path file, int maxBytes) {
    if (!Files.exists(file)) {
      throw new CommandException(false, "no such file: " + file);
    }
    if (Files.isDirectory(file)) {
      throw new CommandException(false, "a directory, not a file: " + file);
    }
    try (var in = Files.newInputStream(file)) {
      return read(in, maxBytes, file.toString());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * All bytes of standard input.
   *
   * @throws CommandException if it cannot be read or is longer than that
   */
  public static Bytes standardInput(int maxBytes) {
    try {
      return read(System.in, maxBytes, "standard input");
    } catch (IOException e) {
      throw new CommandException(false, "cannot read standard input: " + e.getMessage(), e);
    }
  }

  /** The regular files below a directory, sorted; the file itself if it is one. */
  static List<Path> regularFiles(Path from) {
    if (!Files.exists(from)) {
      throw new CommandException(false, "no such file or directory: " + from);
    }
    try (var files = Files.walk(from)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw unreadable(from, e);
    }
  }

  private static Bytes read(InputStream in, int maxBytes, String name) throws IOException {
    var bytes = in.readNBytes(maxBytes + 1);
    if (bytes.length > maxBytes) {
      throw new CommandException(false, "%s has more than %d bytes".formatted(name, maxBytes));
    }
    return Bytes.of(bytes);
  }

  private static CommandException unreadable(Path file, IOException e) {
    return new CommandException(false, "cannot read %s: %s".formatted(file, e.getMessage()), e);
  }
}
