package souk.client.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.blob.BlobDirectory.Stored;
import souk.client.blob.BlobDirectory.WhenFull;
import souk.protocol.codec.Cid;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;

class BlobDirectoryTest {
  private static final byte[] BLOB = {1, 2, 3};
  private static final Hash DIGEST = Digests.sha256(BLOB);

  @TempDir Path directory;

  @Test
  void givesBackWhatItTook() throws IOException {
    var blobs = open(100, WhenFull.REFUSE);

    assertThat(blobs.write(DIGEST, BLOB)).isEqualTo(Stored.YES);

    assertThat(blobs.read(DIGEST, 100)).hasValue(BLOB);
    assertThat(blobs.sizeBytes(DIGEST)).hasValue(3L);
    try (var in = blobs.open(DIGEST).orElseThrow()) {
      assertThat(in.readAllBytes()).isEqualTo(BLOB);
    }
  }

  @Test
  void keepsBlobsOverARestart() {
    open(100, WhenFull.REFUSE).write(DIGEST, BLOB);

    assertThat(open(100, WhenFull.REFUSE).read(DIGEST, 100)).hasValue(BLOB);
  }

  @Test
  void hasNothingElse() {
    var blobs = open(100, WhenFull.REFUSE);

    assertThat(blobs.read(DIGEST, 100)).isEmpty();
    assertThat(blobs.open(DIGEST)).isEmpty();
    assertThat(blobs.sizeBytes(DIGEST)).isEmpty();
  }

  @Test
  void refusesBytesOfAnotherDigest() {
    var blobs = open(100, WhenFull.REFUSE);

    assertThat(blobs.write(DIGEST, new byte[] {1, 2, 4})).isEqualTo(Stored.OTHER_BYTES);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void stopsReadingBeyondTheLimit() throws IOException {
    var blobs = open(1 << 30, WhenFull.REFUSE);

    assertThat(blobs.receive(DIGEST, new Endless(), 1 << 20)).isEqualTo(Stored.TOO_LARGE);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void leavesNothingOfAStreamThatBreaks() {
    var blobs = open(100, WhenFull.REFUSE);

    assertThatIOException().isThrownBy(() -> blobs.receive(DIGEST, new Breaking(), 100));
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void refusesWhatDoesNotFit() {
    var blobs = open(5, WhenFull.REFUSE);
    blobs.write(DIGEST, BLOB);

    assertThat(blobs.write(digest(4), blob(4))).isEqualTo(Stored.NO_ROOM);
    assertThat(blobs.read(DIGEST, 100)).hasValue(BLOB);
  }

  @Test
  void remembersAfterARestartHowFullItIs() {
    open(5, WhenFull.REFUSE).write(DIGEST, BLOB);

    assertThat(open(5, WhenFull.REFUSE).write(digest(4), blob(4))).isEqualTo(Stored.NO_ROOM);
  }

  @Test
  void aBlobThatIsThereTakesNoMoreRoom() {
    var blobs = open(5, WhenFull.REFUSE);

    blobs.write(DIGEST, BLOB);

    assertThat(blobs.write(DIGEST, BLOB)).isEqualTo(Stored.YES);
    assertThat(blobs.write(digest(2), blob(2))).isEqualTo(Stored.YES);
  }

  @Test
  void dropsTheBlobUnusedForLongest() {
    open(10, WhenFull.DROP_OLDEST, 1).write(digest(4), blob(4));
    open(10, WhenFull.DROP_OLDEST, 2).write(digest(5), blob(5));
    open(10, WhenFull.DROP_OLDEST, 3).read(digest(4), 100);
    var blobs = open(10, WhenFull.DROP_OLDEST, 4);

    assertThat(blobs.write(digest(6), blob(6))).isEqualTo(Stored.YES);

    assertThat(blobs.read(digest(4), 100)).isPresent();
    assertThat(blobs.read(digest(5), 100)).isEmpty();
  }

  @Test
  void doesNotGiveADamagedBlob() throws IOException {
    var blobs = open(100, WhenFull.REFUSE);
    blobs.write(DIGEST, BLOB);
    Files.write(directory.resolve(Cid.text(DIGEST)), new byte[] {1, 2, 4});

    assertThat(blobs.read(DIGEST, 100)).isEmpty();
  }

  @Test
  void clearsAwayWhatACrashLeft() throws IOException {
    Files.write(directory.resolve("123.part"), BLOB);

    open(100, WhenFull.REFUSE);

    assertThat(directory).isEmptyDirectory();
  }

  private BlobDirectory open(long capacityBytes, WhenFull whenFull) {
    return open(capacityBytes, whenFull, 0);
  }

  private BlobDirectory open(long capacityBytes, WhenFull whenFull, long second) {
    var clock = Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC);
    return new BlobDirectory(directory, capacityBytes, whenFull, clock);
  }

  private static byte[] blob(int sizeBytes) {
    return new byte[sizeBytes];
  }

  private static Hash digest(int sizeBytes) {
    return Digests.sha256(blob(sizeBytes));
  }

  private static final class Endless extends InputStream {
    @Override
    public int read() {
      return 7;
    }

    @Override
    public int read(byte[] buffer, int from, int count) {
      return count;
    }
  }

  private static final class Breaking extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("the connection is gone");
    }

    @Override
    public int read(byte[] buffer, int from, int count) throws IOException {
      return read();
    }
  }
}
