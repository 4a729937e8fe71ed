package souk.provider.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import souk.client.blob.BlobCache;

/**
 * Keeps journal and blobs below a quota: the cache of blobs gives way to the journal, and where too
 * little is left for a job's blobs, none is taken.
 */
final class DiskRule implements WorkRule {
  /** Room for the blobs of a large job. */
  private static final long LEAST_FOR_BLOBS = 128L << 20;

  private final Path journal;
  private final BlobCache blobs;
  private final long quotaBytes;

  /**
   * @param journal file of the journal; those beside it that its database makes count too
   */
  DiskRule(Path journal, BlobCache blobs, long quotaBytes) {
    this.journal = journal;
    this.blobs = blobs;
    this.quotaBytes = quotaBytes;
  }

  @Override
  public Optional<String> objection() {
    try {
      var journalBytes = journalBytes();
      var left = Math.max(0, quotaBytes - journalBytes);
      blobs.limit(left);
      return left >= LEAST_FOR_BLOBS
          ? Optional.empty()
          : Optional.of(
              "the journal takes %d MiB of a disk quota of %d MiB and leaves too little for blobs"
                  .formatted(journalBytes >> 20, quotaBytes >> 20));
    } catch (IOException e) {
      return Optional.of("the disk cannot be looked at: " + e.getMessage());
    }
  }

  private long journalBytes() throws IOException {
    var name = journal.getFileName().toString();
    var bytes = 0L;
    for (var file :
        Stream.of("", "-wal", "-shm").map(end -> journal.resolveSibling(name + end)).toList()) {
      bytes += Files.exists(file) ? Files.size(file) : 0;
    }
    return bytes;
  }
}
