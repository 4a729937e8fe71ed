package souk.client.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;

/** A blob that is to be handed over; it can be read as often as needed. Thread-safe. */
public final class BlobContent {
  private final Hash digest;
  private final long sizeBytes;
  private final Opener opener;

  private BlobContent(Hash digest, long sizeBytes, Opener opener) {
    this.digest = digest;
    this.sizeBytes = sizeBytes;
    this.opener = opener;
  }

  /** Bytes in memory, which must not change any more. */
  public static BlobContent of(byte[] bytes) {
    return new BlobContent(
        Digests.sha256(bytes), bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  /**
   * A file, which must not change any more. It is read once to know its digest.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public static BlobContent of(Path file) {
    var sha256 = Digests.newSha256();
    try (var bytes = new DigestInputStream(Files.newInputStream(file), sha256)) {
      var sizeBytes = bytes.transferTo(OutputStream.nullOutputStream());
      return new BlobContent(Hash.of(sha256.digest()), sizeBytes, () -> Files.newInputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException("the file %s cannot be read".formatted(file), e);
    }
  }

  /** Its SHA-256. */
  public Hash digest() {
    return digest;
  }

  /** How many bytes it has. */
  public long sizeBytes() {
    return sizeBytes;
  }

  /** Its bytes from the start; the caller closes the stream. */
  public InputStream open() throws IOException {
    return opener.open();
  }

  private interface Opener {
    InputStream open() throws IOException;
  }
}
