package souk.client.blob;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import souk.protocol.codec.Cid;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;

/**
 * Blobs as files of one directory of bounded size, each named by its CID; those that were not used
 * for longest go. Only whole blobs are ever moved there. Thread-safe; one process at a time uses a
 * directory.
 *
 * <p>Methods throw {@link UncheckedIOException} if the disk fails.
 */
final class BlobDirectory {
  private final Path directory;
  private long capacityBytes;
  private final Clock clock;
  private long usedBytes;

  /**
   * Opens a directory that is there.
   *
   * @param capacityBytes most bytes of all blobs together
   */
  BlobDirectory(Path directory, long capacityBytes, Clock clock) {
    this.directory = directory;
    this.capacityBytes = capacityBytes;
    this.clock = clock;
    try {
      this.usedBytes = files().stream().mapToLong(BlobDirectory::size).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the blob directory %s cannot be used".formatted(directory), e);
    }
  }

  /** A blob of at most so many bytes, if it is here and undamaged. */
  Optional<byte[]> read(Hash digest, int maxBytes) {
    try {
      var file = file(digest);
      if (!Files.isRegularFile(file) || Files.size(file) > maxBytes) {
        return Optional.empty();
      }
      var bytes = Files.readAllBytes(file);
      touch(file);
      return Optional.of(bytes).filter(it -> Digests.sha256(it).equals(digest));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("blob %s cannot be read".formatted(Cid.text(digest)), e);
    }
  }

  /**
   * Keeps a blob of the same file system, if there is room for it at all; a damaged one is
   * replaced.
   *
   * @throws IOException if the disk fails
   */
  synchronized void keep(SpooledBlob blob) throws IOException {
    var file = file(blob.digest());
    drop(file);
    if (blob.sizeBytes() > capacityBytes) {
      return;
    }
    makeRoom(capacityBytes - blob.sizeBytes());
    touch(blob.file());
    blob.moveTo(file);
    usedBytes += blob.sizeBytes();
  }

  /**
   * Keeps no more than that from now on.
   *
   * @throws IOException if the disk fails
   */
  synchronized void limit(long bytes) throws IOException {
    capacityBytes = bytes;
    makeRoom(bytes);
  }

  private void makeRoom(long mayBeUsed) throws IOException {
    if (usedBytes > mayBeUsed) {
      for (var oldest : byLastUse()) {
        if (usedBytes > mayBeUsed) {
          drop(oldest);
        }
      }
    }
  }

  private void drop(Path file) throws IOException {
    if (Files.isRegularFile(file)) {
      var sizeBytes = Files.size(file);
      Files.delete(file);
      usedBytes -= sizeBytes;
    }
  }

  private void touch(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
  }

  private List<Path> byLastUse() throws IOException {
    return files().stream().sorted(Comparator.comparing(BlobDirectory::lastUse)).toList();
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> !BlobSpool.isPart(file)).toList();
    }
  }

  private static FileTime lastUse(Path file) {
    return asked(() -> Files.getLastModifiedTime(file));
  }

  private static long size(Path file) {
    return asked(() -> Files.size(file));
  }

  private static <T> T asked(Question<T> question) {
    try {
      return question.ask();
    } catch (IOException e) {
      throw new UncheckedIOException("a blob's file cannot be looked at", e);
    }
  }

  private Path file(Hash digest) {
    return directory.resolve(Cid.text(digest));
  }

  private interface Question<T> {
    T ask() throws IOException;
  }
}
