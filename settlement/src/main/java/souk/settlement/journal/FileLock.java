package souk.settlement.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Holds a file for this process; the operating system lets go of it when the process ends. */
final class FileLock implements AutoCloseable {
  private final FileChannel channel;

  private FileLock(FileChannel channel) {
    this.channel = channel;
  }

  static FileLock take(Path file) {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() != null) {
        return new FileLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      // Held by this very process: the same answer as for any other.
    } catch (IOException e) {
      throw new JournalException("cannot lock %s: %s".formatted(file, e.getMessage()), e);
    }
    close(channel);
    throw JournalException.inUse(file);
  }

  @Override
  public void close() {
    close(channel);
  }

  private static void close(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new JournalException("cannot let go of a lock: " + e.getMessage(), e);
    }
  }
}
