package souk.provider.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * An operator's wish that a provider finish what it has and leave. A file, so that any process of
 * the same account can make it and a provider that is killed meanwhile goes on leaving.
 *
 * <p>Methods throw {@link UncheckedIOException} if the disk fails.
 *
 * @param file is there from the wish until the provider has left
 */
public record DrainRequest(Path file) {
  private static final String NAME = "drain";

  /** The request to the provider of that account. */
  public static DrainRequest in(Path accountDirectory) {
    return new DrainRequest(accountDirectory.resolve(NAME));
  }

  /**
   * Makes it, in place of one that is there; what is made stays after a loss of power.
   *
   * @param how what becomes of the jobs that run
   */
  public void make(Leaving how) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var fresh = file.resolveSibling(NAME + ".new");
      try (var channel = FileChannel.open(fresh, CREATE, WRITE, TRUNCATE_EXISTING)) {
        channel.write(UTF_8.encode(how.name()));
        channel.force(true);
      }
      Files.move(fresh, file, REPLACE_EXISTING, ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("the request cannot be written to " + file, e);
    }
  }

  /** Whether it stands. */
  public boolean stands() {
    return Files.exists(file);
  }

  /** Whether it stands, and jobs that run are to be given to others where that is possible. */
  public boolean handsOver() {
    try {
      return stands() && Files.readString(file).equals(Leaving.HAND_OVER.name());
    } catch (NoSuchFileException _) {
      return false; // it was taken back meanwhile
    } catch (IOException e) {
      throw new UncheckedIOException("the request cannot be read: " + file, e);
    }
  }

  /** It was fulfilled, or is taken back. */
  public void end() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the request cannot be deleted: " + file, e);
    }
  }
}
