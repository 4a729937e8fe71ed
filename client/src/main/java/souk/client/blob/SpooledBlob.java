package souk.client.blob;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import souk.protocol.value.Hash;

/** Bytes that have arrived and are on the disk; gone when closed, unless moved away before. */
public final class SpooledBlob implements AutoCloseable {
  private final Path file;
  private final Hash digest;
  private final long sizeBytes;

  SpooledBlob(Path file, Hash digest, long sizeBytes) {
    this.file = file;
    this.digest = digest;
    this.sizeBytes = sizeBytes;
  }

  /** Their SHA-256. */
  public Hash digest() {
    return digest;
  }

  /** How many they are. */
  public long sizeBytes() {
    return sizeBytes;
  }

  /** The file that holds them. */
  public Path file() {
    return file;
  }

  /**
   * Moves the file to its place on the same file system, all of it at once.
   *
   * @throws IOException if the disk fails
   */
  public void moveTo(Path place) throws IOException {
    Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the file %s cannot be deleted".formatted(file), e);
    }
  }
}
