package souk.client.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.protocol.codec.Cid;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;

class BlobDirectoryTest {
  private static final byte[] BLOB = {1, 2, 3};
  private static final Hash DIGEST = Digests.sha256(BLOB);

  @TempDir Path directory;

  @Test
  void givesBackWhatItTookOverARestart() throws IOException {
    keep(open(100, 0), BLOB);

    assertThat(open(100, 1).read(DIGEST, 100)).hasValue(BLOB);
  }

  @Test
  void hasNothingElse() {
    assertThat(open(100, 0).read(DIGEST, 100)).isEmpty();
  }

  @Test
  void doesNotGiveMoreThanAskedFor() throws IOException {
    var blobs = open(100, 0);

    keep(blobs, BLOB);

    assertThat(blobs.read(DIGEST, 2)).isEmpty();
  }

  @Test
  void dropsTheBlobUnusedForLongest() throws IOException {
    keep(open(10, 1), blob(4));
    keep(open(10, 2), blob(5));
    open(10, 3).read(digest(4), 100);
    var blobs = open(10, 4);

    keep(blobs, blob(6));

    assertThat(blobs.read(digest(6), 100)).isPresent();
    assertThat(blobs.read(digest(4), 100)).isPresent();
    assertThat(blobs.read(digest(5), 100)).isEmpty();
  }

  @Test
  void doesNotKeepWhatIsLargerThanItIs() throws IOException {
    var blobs = open(10, 0);
    keep(blobs, BLOB);

    keep(blobs, blob(11));

    assertThat(blobs.read(digest(11), 100)).isEmpty();
    assertThat(blobs.read(DIGEST, 100)).isPresent();
  }

  @Test
  void doesNotGiveADamagedBlobAndReplacesIt() throws IOException {
    var blobs = open(100, 0);
    keep(blobs, BLOB);
    Files.write(directory.resolve(Cid.text(DIGEST)), new byte[] {1, 2, 4});

    assertThat(blobs.read(DIGEST, 100)).isEmpty();
    keep(blobs, BLOB);

    assertThat(blobs.read(DIGEST, 100)).hasValue(BLOB);
  }

  private void keep(BlobDirectory blobs, byte[] bytes) throws IOException {
    var spool = new BlobSpool(directory);
    try (var blob = spool.receive(new ByteArrayInputStream(bytes), 100).orElseThrow()) {
      blobs.keep(blob);
    }
  }

  private BlobDirectory open(long capacityBytes, long second) {
    var clock = Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC);
    return new BlobDirectory(directory, capacityBytes, clock);
  }

  private static byte[] blob(int sizeBytes) {
    return new byte[sizeBytes];
  }

  private static Hash digest(int sizeBytes) {
    return Digests.sha256(blob(sizeBytes));
  }
}
