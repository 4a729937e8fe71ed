package souk.client.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;

/**
 * A directory where bytes arrive before anybody relies on them: never a whole blob in memory.
 * Thread-safe; one process at a time uses a directory, and what an earlier one left is dropped.
 */
public final class BlobSpool {
  private static final String PART = ".part";
  private static final int BUFFER_SIZE = 64 * 1024;

  private final Path directory;

  /**
   * Opens the directory, or makes it.
   *
   * @throws UncheckedIOException if the disk fails
   */
  public BlobSpool(Path directory) {
    this.directory = directory;
    try {
      Files.createDirectories(directory);
      dropParts();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the blob directory %s cannot be used".formatted(directory), e);
    }
  }

  /**
   * Writes a stream to the disk; empty if it has more bytes than allowed.
   *
   * @param maxBytes stops reading beyond so many
   * @throws IOException if the stream breaks, or the disk fails
   */
  public Optional<SpooledBlob> receive(InputStream bytes, long maxBytes) throws IOException {
    var part = Files.createTempFile(directory, "", PART);
    var complete = false;
    try {
      var sha256 = Digests.newSha256();
      var sizeBytes = copy(bytes, part, sha256, maxBytes);
      complete = sizeBytes <= maxBytes;
      return complete
          ? Optional.of(new SpooledBlob(part, Hash.of(sha256.digest()), sizeBytes))
          : Optional.empty();
    } finally {
      if (!complete) {
        Files.deleteIfExists(part);
      }
    }
  }

  /** Whether a file of a directory is one that arrives. */
  static boolean isPart(Path file) {
    return file.toString().endsWith(PART);
  }

  /** How many bytes there were; stops at the first too many. */
  private static long copy(InputStream bytes, Path part, MessageDigest sha256, long maxBytes)
      throws IOException {
    var count = 0L;
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

  private void dropParts() throws IOException {
    try (var parts = Files.newDirectoryStream(directory, "*" + PART)) {
      for (var part : parts) {
        Files.deleteIfExists(part);
      }
    }
  }
}
