package souk.client.blob;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import souk.protocol.codec.Cid;
import souk.protocol.value.Hash;

/**
 * Blobs fetched once and kept in a directory of bounded size: what a job was asked with is still
 * there when it is run. Thread-safe.
 */
public final class BlobCache implements BlobSource {
  private final BlobOrigin origin;
  private final BlobSpool spool;
  private final BlobDirectory kept;

  /**
   * @param origin where a blob comes from the first time
   * @param directory where it is kept
   * @param capacityBytes most bytes kept; the blobs not used for longest go
   */
  public BlobCache(BlobOrigin origin, Path directory, long capacityBytes, Clock clock) {
    this.origin = origin;
    this.spool = new BlobSpool(directory);
    this.kept = new BlobDirectory(directory, capacityBytes, clock);
  }

  /**
   * Keeps no more than that from now on; the blobs not used for longest go.
   *
   * @throws IOException if the disk fails
   */
  public void limit(long bytes) throws IOException {
    kept.limit(bytes);
  }

  @Override
  public byte[] getBlob(Hash digest, int maxBytes) {
    return kept.read(digest, maxBytes).orElseGet(() -> fetch(digest, maxBytes));
  }

  private byte[] fetch(Hash digest, int maxBytes) {
    try (var blob = origin.download(digest, maxBytes, spool)) {
      var bytes = Files.readAllBytes(blob.file());
      kept.keep(blob);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("blob %s cannot be kept".formatted(Cid.text(digest)), e);
    }
  }
}
