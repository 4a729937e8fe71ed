package souk.market.blob;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.blob.BlobSpool;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;

/** What every place where blobs rest must do. */
abstract class BlobBackendBehaviour {
  private static final byte[] BLOB = "0123456789".getBytes(US_ASCII);
  private static final Hash DIGEST = Digests.sha256(BLOB);

  @TempDir Path directory;
  private BlobBackend blobs;

  /** Opens the place of this test: always the same one. */
  abstract BlobBackend open() throws IOException;

  @BeforeEach
  void begin() throws IOException {
    blobs = open();
  }

  @AfterEach
  void end() {
    blobs.close();
  }

  @Test
  void givesBackWhatItTook() throws IOException {
    put(BLOB);

    assertThat(blobs.sizeBytes(DIGEST)).hasValue(10);
    assertThat(read(DIGEST, 0, 10)).isEqualTo(BLOB);
  }

  @Test
  void givesPartOfABlob() throws IOException {
    put(BLOB);

    assertThat(read(DIGEST, 3, 4)).asString(US_ASCII).isEqualTo("3456");
    assertThat(read(DIGEST, 9, 1)).asString(US_ASCII).isEqualTo("9");
    assertThat(read(DIGEST, 10, 0)).isEmpty();
  }

  @Test
  void keepsTheEmptyBlob() throws IOException {
    put(new byte[0]);

    assertThat(blobs.sizeBytes(Digests.sha256())).hasValue(0);
    assertThat(read(Digests.sha256(), 0, 0)).isEmpty();
  }

  @Test
  void keepsALargeBlob() throws IOException {
    var large = new byte[3_000_000];
    new Random(5).nextBytes(large);

    put(large);

    assertThat(read(Digests.sha256(large), 0, large.length)).isEqualTo(large);
  }

  @Test
  void hasNothingElse() throws IOException {
    assertThat(blobs.sizeBytes(DIGEST)).isEmpty();
    assertThat(blobs.open(DIGEST, 0, 1)).isEmpty();
    assertThat(blobs.open(DIGEST, 0, 0)).isEmpty();
  }

  @Test
  void takesABlobTwice() throws IOException {
    put(BLOB);
    put(BLOB);

    assertThat(read(DIGEST, 0, 10)).isEqualTo(BLOB);
  }

  @Test
  void letsGoOfABlobAsOftenAsAsked() throws IOException {
    put(BLOB);

    blobs.delete(DIGEST);
    blobs.delete(DIGEST);

    assertThat(blobs.sizeBytes(DIGEST)).isEmpty();
  }

  @Test
  void tellsEveryBlob() throws IOException {
    put(BLOB);
    put(new byte[0]);

    var found = new ArrayList<BlobBackend.Found>();
    blobs.list(found::add);

    assertThat(found)
        .containsExactlyInAnyOrder(
            new BlobBackend.Found(DIGEST, 10), new BlobBackend.Found(Digests.sha256(), 0));
  }

  @Test
  void isTheSamePlaceAfterARestart() throws IOException {
    put(BLOB);
    var id = blobs.id();
    blobs.close();

    blobs = open();

    assertThat(blobs.id()).isEqualTo(id).isNotEmpty();
    assertThat(read(DIGEST, 0, 10)).isEqualTo(BLOB);
  }

  private void put(byte[] bytes) throws IOException {
    var spool = new BlobSpool(directory.resolve("incoming"));
    try (var blob = spool.receive(new ByteArrayInputStream(bytes), bytes.length).orElseThrow()) {
      blobs.put(blob);
    }
  }

  private byte[] read(Hash digest, long fromByte, long sizeBytes) throws IOException {
    try (var part = blobs.open(digest, fromByte, sizeBytes).orElseThrow()) {
      return part.readAllBytes();
    }
  }
}
