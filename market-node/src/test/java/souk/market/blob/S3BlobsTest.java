package souk.market.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class S3BlobsTest extends BlobBackendBehaviour {
  private static final S3Server SERVER = S3Server.start();

  private final S3Place place = SERVER.place(UUID.randomUUID() + "/");

  @AfterAll
  static void stop() throws IOException {
    SERVER.close();
  }

  @Override
  BlobBackend open() throws IOException {
    return S3Blobs.open(place, S3Server.CREDENTIALS, Clock.systemUTC());
  }

  @Test
  void anotherPrefixIsAnotherPlace() throws IOException {
    try (var own = open();
        var other = S3Blobs.open(SERVER.place("other/"), S3Server.CREDENTIALS, Clock.systemUTC())) {
      assertThat(other.id()).isNotEqualTo(own.id());
    }
  }

  @Test
  void saysThatTheCredentialsAreWrongWithoutShowingThem() {
    var wrong = new S3Credentials("somebody", "a-wrong-secret");

    assertThatIOException()
        .isThrownBy(() -> S3Blobs.open(place, wrong, Clock.systemUTC()))
        .withMessageContaining("HTTP status 403")
        .withMessageNotContaining("a-wrong-secret");
  }

  @Test
  void noticesThatTheServiceIsGone() throws IOException {
    try (var server = S3Server.start();
        var blobs = S3Blobs.open(server.place("gone/"), S3Server.CREDENTIALS, Clock.systemUTC())) {
      blobs.check();
      server.kill();

      assertThatIOException().isThrownBy(blobs::check);
    }
  }

  @Test
  void saysThatThereIsNoSuchBucket() {
    var nowhere =
        new S3Place(place.endpoint(), place.region(), "no-such-bucket", "", place.credentials());

    assertThatIOException()
        .isThrownBy(() -> S3Blobs.open(nowhere, S3Server.CREDENTIALS, Clock.systemUTC()))
        .withMessageContaining("bucket no-such-bucket at " + place.endpoint());
  }
}
