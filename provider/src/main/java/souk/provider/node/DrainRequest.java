package souk.provider.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

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

  /** Makes it; what is made stays after a loss of power. */
  public void make() {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (var channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the request cannot be written to " + file, e);
    }
  }

  /** Whether it stands. */
  public boolean stands() {
    return Files.exists(file);
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
