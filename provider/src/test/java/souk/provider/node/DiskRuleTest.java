package souk.provider.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.blob.BlobCache;
import souk.client.blob.BlobSpool;
import souk.client.blob.SpooledBlob;
import souk.client.market.MarketException;
import souk.protocol.value.Hash;

class DiskRuleTest {
  private static final int MEBIBYTE = 1 << 20;

  @TempDir private Path directory;
  private Path journal;
  private Path blobs;

  @BeforeEach
  void makeDirectories() throws IOException {
    journal = directory.resolve("journal.db");
    blobs = Files.createDirectory(directory.resolve("blobs"));
    write(journal, 1);
  }

  @Test
  void takesJobsWhileThereIsRoomForTheirBlobs() {
    assertThat(rule(200).objection()).isEmpty();
  }

  @Test
  void evictsBlobsBeforeItKeepsJobsOut() throws IOException {
    write(blobs.resolve("old"), 100);
    write(blobs.resolve("newer"), 60);
    var rule = rule(200);
    Files.setLastModifiedTime(blobs.resolve("old"), FileTime.fromMillis(1));
    write(directory.resolve("journal.db-wal"), 50);

    assertThat(rule.objection()).isEmpty();
    assertThat(files()).containsExactly("newer");
  }

  @Test
  void keepsJobsOutOnceTheJournalLeavesTooLittle() throws IOException {
    write(directory.resolve("journal.db-wal"), 80);

    assertThat(rule(200).objection()).hasValueSatisfying(it -> assertThat(it).contains("81 MiB"));
  }

  private DiskRule rule(int quotaMebibytes) {
    var quota = (long) quotaMebibytes * MEBIBYTE;
    var cache = new BlobCache(DiskRuleTest::none, blobs, quota, Clock.systemUTC());
    return new DiskRule(journal, cache, quota);
  }

  private static SpooledBlob none(Hash digest, long maxBytes, BlobSpool spool) {
    throw new MarketException("there is none", false);
  }

  private Stream<String> files() throws IOException {
    try (var files = Files.list(blobs)) {
      return files.map(it -> it.getFileName().toString()).sorted().toList().stream();
    }
  }

  private static void write(Path file, int mebibytes) throws IOException {
    Files.write(file, new byte[mebibytes * MEBIBYTE]);
  }
}
