package souk.market.blob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import souk.client.api.WireLimits;

/** Whether a disk takes what arrives. */
final class FreeDisk {
  private static final String SAMPLE = "sample";

  private FreeDisk() {}

  /**
   * Writes a small file and deletes it.
   *
   * @throws IOException if that fails, or there is no room for a blob of the greatest size
   */
  static void check(Path directory) throws IOException {
    var free = Files.getFileStore(directory).getUsableSpace();
    if (free < WireLimits.MAX_BLOB_BYTES) {
      throw new IOException(
          "the disk of %s has %d bytes left: a blob may have %d"
              .formatted(directory, free, WireLimits.MAX_BLOB_BYTES));
    }
    var sample = directory.resolve(SAMPLE);
    try {
      Files.writeString(sample, SAMPLE);
    } finally {
      Files.deleteIfExists(sample);
    }
  }
}
