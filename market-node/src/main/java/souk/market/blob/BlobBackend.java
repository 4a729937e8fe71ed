package souk.market.blob;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import souk.client.blob.SpooledBlob;
import souk.protocol.value.Hash;

/**
 * Where whole blobs rest. It knows nothing of who needs them. Thread-safe; putting and deleting are
 * idempotent, and a put that was cut short leaves the whole blob or nothing.
 *
 * <p>Methods throw {@link IOException} if the place fails.
 */
interface BlobBackend extends AutoCloseable {

  /** Names this very place: what was said about the blobs of another does not hold for its own. */
  String id();

  /** The size of a blob in bytes, if it is here. */
  OptionalLong sizeBytes(Hash digest) throws IOException;

  /**
   * Part of a blob, if it is here; the caller closes the stream.
   *
   * @param fromByte first byte, 0 up to the blob's size
   * @param sizeBytes how many; not beyond the blob's end
   */
  Optional<InputStream> open(Hash digest, long fromByte, long sizeBytes) throws IOException;

  /** Keeps a blob for good. */
  void put(SpooledBlob blob) throws IOException;

  /** Lets go of a blob. */
  void delete(Hash digest) throws IOException;

  /** Tells every blob that is here. */
  void list(Consumer<Found> listener) throws IOException;

  /** Throws unless blobs can be fetched from it, and put there as far as that can be told. */
  void check() throws IOException;

  @Override
  void close();

  /**
   * A blob that is here.
   *
   * @param digest its SHA-256
   * @param sizeBytes how many bytes it has
   */
  record Found(Hash digest, long sizeBytes) {}
}
