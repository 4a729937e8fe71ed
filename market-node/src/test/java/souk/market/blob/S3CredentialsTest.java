package souk.market.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3CredentialsTest {
  @TempDir Path directory;

  @Test
  void areTheEnvironments() throws IOException {
    var environment = Map.of("AWS_ACCESS_KEY_ID", "name", "AWS_SECRET_ACCESS_KEY", "secret");

    assertThat(S3Credentials.of(place(Optional.empty()), environment))
        .isEqualTo(new S3Credentials("name", "secret"));
  }

  @Test
  void areThoseOfAFileIfThereIsOne() throws IOException {
    assertThat(S3Credentials.of(place(Optional.of(file("rw-------"))), Map.of()))
        .isEqualTo(new S3Credentials("name", "secret"));
  }

  @Test
  void areNotReadFromAFileThatOthersMayRead() throws IOException {
    var file = file("rw-r-----");

    assertThatIOException()
        .isThrownBy(() -> S3Credentials.of(place(Optional.of(file)), Map.of()))
        .withMessageContaining("chmod 600");
  }

  @Test
  void sayWhatIsMissing() {
    assertThatIOException()
        .isThrownBy(
            () -> S3Credentials.of(place(Optional.empty()), Map.of("AWS_ACCESS_KEY_ID", "name")))
        .withMessageContaining("set AWS_SECRET_ACCESS_KEY");
  }

  @Test
  void neverShowTheSecret() {
    assertThat(new S3Credentials("name", "hidden")).asString().doesNotContain("hidden");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://host", "http://user:word@host", "host", "file:///tmp"})
  void aPlaceIsAnHttpUrlWithoutSecrets(String endpoint) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new S3Place(URI.create(endpoint), "us-east-1", "bucket", "", Optional.empty()));
  }

  private Path file(String permissions) throws IOException {
    var file =
        Files.writeString(directory.resolve("s3"), "access-key = name\nsecret-key= secret\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static S3Place place(Optional<Path> credentials) {
    return new S3Place(
        URI.create("http://127.0.0.1:1"), S3Place.DEFAULT_REGION, "bucket", "", credentials);
  }
}
