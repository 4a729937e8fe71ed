package souk.client.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.protocol.codec.Digests;

class BlobSpoolTest {
  private static final byte[] BLOB = {1, 2, 3};

  @TempDir Path directory;

  @Test
  void writesWhatArrivesAndKnowsItsDigest() throws IOException {
    try (var blob = receive(new ByteArrayInputStream(BLOB), 3)) {
      assertThat(blob.file()).hasBinaryContent(BLOB);
      assertThat(blob.digest()).isEqualTo(Digests.sha256(BLOB));
      assertThat(blob.sizeBytes()).isEqualTo(3);
    }
  }

  @Test
  void whatWasMovedAwayStays() throws IOException {
    var place = directory.resolve("place");

    try (var blob = receive(new ByteArrayInputStream(BLOB), 3)) {
      blob.moveTo(place);
    }

    assertThat(place).hasBinaryContent(BLOB);
  }

  @Test
  void whatWasNotMovedAwayGoes() throws IOException {
    receive(new ByteArrayInputStream(BLOB), 3).close();

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void stopsReadingBeyondTheLimit() throws IOException {
    assertThat(new BlobSpool(directory).receive(new Endless(), 1 << 20)).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void leavesNothingOfAStreamThatBreaks() {
    var spool = new BlobSpool(directory);

    assertThatIOException().isThrownBy(() -> spool.receive(new Breaking(), 100));
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void clearsAwayWhatACrashLeft() throws IOException {
    Files.write(directory.resolve("123.part"), BLOB);

    new BlobSpool(directory);

    assertThat(directory).isEmptyDirectory();
  }

  private SpooledBlob receive(InputStream bytes, long maxBytes) throws IOException {
    return new BlobSpool(directory).receive(bytes, maxBytes).orElseThrow();
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
