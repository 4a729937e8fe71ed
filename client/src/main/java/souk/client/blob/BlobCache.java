package souk.client.blob;

import java.nio.file.Path;
import java.time.Clock;
import souk.protocol.value.Hash;

/**
 * Blobs fetched once and kept in a directory of bounded size: what a job was asked with is still
 * there when it is run. Thread-safe.
 */
public final class BlobCache implements BlobSource {
  private final BlobSource origin;
  private final BlobDirectory kept;

  /**
   * @param origin where a blob comes from the first time
   * @param directory where it is kept
   * @param capacityBytes most bytes kept; the blobs not used for longest go
   */
  public BlobCache(BlobSource origin, Path directory, long capacityBytes, Clock clock) {
    this.origin = origin;
    this.kept =
        new BlobDirectory(directory, capacityBytes, BlobDirectory.WhenFull.DROP_OLDEST, clock);
  }

  @Override
  public byte[] getBlob(Hash digest, int maxBytes) {
    return kept.read(digest, maxBytes).orElseGet(() -> fetch(digest, maxBytes));
  }

  private byte[] fetch(Hash digest, int maxBytes) {
    var bytes = origin.getBlob(digest, maxBytes);
    kept.write(digest, bytes);
    return bytes;
  }
}
