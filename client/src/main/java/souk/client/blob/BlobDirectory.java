package souk.client.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import souk.protocol.codec.Cid;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;

/**
 * Blobs as files of one directory, each named by its CID. A file is written beside its place, to
 * the disk, and moved there once its bytes have the digest: no crash leaves a wrong or partial
 * blob. Thread-safe; one process at a time uses a directory.
 *
 * <p>Methods throw {@link UncheckedIOException} if the disk fails.
 */
public final class BlobDirectory {
  /** What happens to a blob for which there is no room. */
  public enum WhenFull {
    /** It is refused: {@link Stored#NO_ROOM}. */
    REFUSE,
    /** The blobs that were not used for longest go. */
    DROP_OLDEST
  }

  /** What became of bytes handed over. */
  public enum Stored {
    /** They are here, now or since earlier. */
    YES,
    /** There were more than allowed. */
    TOO_LARGE,
    /** They do not have that digest. */
    OTHER_BYTES,
    /** The directory is full. */
    NO_ROOM
  }

  private static final String PART = ".part";
  private static final int BUFFER_SIZE = 64 * 1024;

  private final Path directory;
  private final long capacityBytes;
  private final WhenFull whenFull;
  private final Clock clock;
  private long usedBytes;

  /**
   * Opens the directory, or makes it.
   *
   * @param capacityBytes most bytes of all blobs together
   */
  public BlobDirectory(Path directory, long capacityBytes, WhenFull whenFull, Clock clock) {
    this.directory = directory;
    this.capacityBytes = capacityBytes;
    this.whenFull = whenFull;
    this.clock = clock;
    try {
      Files.createDirectories(directory);
      dropParts();
      this.usedBytes = files().stream().mapToLong(BlobDirectory::size).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the blob directory %s cannot be used".formatted(directory), e);
    }
  }

  /** The size of a blob in bytes, if it is here. */
  public Optional<Long> sizeBytes(Hash digest) {
    var file = file(digest);
    return Files.isRegularFile(file) ? Optional.of(size(file)) : Optional.empty();
  }

  /** A stream over a blob, if it is here; the caller closes it. */
  public Optional<InputStream> open(Hash digest) {
    try {
      return Optional.of(Files.newInputStream(file(digest)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(digest, e);
    }
  }

  /** A blob of at most so many bytes, if it is here and undamaged. */
  public Optional<byte[]> read(Hash digest, int maxBytes) {
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
      throw unreadable(digest, e);
    }
  }

  /** Keeps a blob. */
  public Stored write(Hash digest, byte[] bytes) {
    try {
      return sizeBytes(digest).isPresent()
          ? Stored.YES
          : receive(digest, new ByteArrayInputStream(bytes), bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException("blob %s cannot be written".formatted(Cid.text(digest)), e);
    }
  }

  /**
   * Keeps the bytes of a stream if they have that digest.
   *
   * @param maxBytes stops reading beyond so many
   * @throws IOException if the stream breaks, or the disk fails
   */
  public Stored receive(Hash digest, InputStream bytes, int maxBytes) throws IOException {
    var part = Files.createTempFile(directory, "", PART);
    try {
      var sha256 = Digests.newSha256();
      var sizeBytes = copy(bytes, part, sha256, maxBytes);
      if (sizeBytes > maxBytes) {
        return Stored.TOO_LARGE;
      }
      return Hash.of(sha256.digest()).equals(digest)
          ? place(part, file(digest), sizeBytes)
          : Stored.OTHER_BYTES;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** How many bytes there were; stops at the first too many. */
  private static int copy(InputStream bytes, Path part, MessageDigest sha256, int maxBytes)
      throws IOException {
    var count = 0;
    try (var out = FileChannel.open(part, StandardOpenOption.WRITE)) {
      var buffer = new byte[BUFFER_SIZE];
      for (var read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
        count += read;
        if (count > maxBytes) {
          return count;
        }
        sha256.update(buffer, 0, read);
        writeAll(out, ByteBuffer.wrap(buffer, 0, read));
      }
      out.force(true);
    }
    return count;
  }

  private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private synchronized Stored place(Path part, Path file, int sizeBytes) throws IOException {
    if (Files.exists(file)) {
      return Stored.YES;
    }
    if (sizeBytes > capacityBytes || !makeRoom(capacityBytes - sizeBytes)) {
      return Stored.NO_ROOM;
    }
    touch(part);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    usedBytes += sizeBytes;
    return Stored.YES;
  }

  private boolean makeRoom(long mayBeUsed) throws IOException {
    if (usedBytes > mayBeUsed && whenFull == WhenFull.DROP_OLDEST) {
      for (var oldest : byLastUse()) {
        var size = size(oldest);
        if (usedBytes > mayBeUsed && Files.deleteIfExists(oldest)) {
          usedBytes -= size;
        }
      }
    }
    return usedBytes <= mayBeUsed;
  }

  private void touch(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
  }

  private List<Path> byLastUse() throws IOException {
    return files().stream().sorted(Comparator.comparing(BlobDirectory::lastUse)).toList();
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> !file.toString().endsWith(PART)).toList();
    }
  }

  private void dropParts() throws IOException {
    try (var parts = Files.newDirectoryStream(directory, "*" + PART)) {
      for (var part : parts) {
        Files.deleteIfExists(part);
      }
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

  private static UncheckedIOException unreadable(Hash digest, IOException e) {
    return new UncheckedIOException("blob %s cannot be read".formatted(Cid.text(digest)), e);
  }

  private interface Question<T> {
    T ask() throws IOException;
  }
}
