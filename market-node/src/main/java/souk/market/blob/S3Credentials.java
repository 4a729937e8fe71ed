package souk.market.blob;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What an S3-compatible service knows this node by. Its text shows no secret.
 *
 * @param accessKey name of the key
 * @param secretKey the key
 */
record S3Credentials(String accessKey, String secretKey) {

  /**
   * Those of a place: its file's, or the environment's.
   *
   * @throws IOException if there are none, or others than the owner may read the file; one line
   *     that says what to do
   */
  static S3Credentials of(S3Place place, Map<String, String> environment) throws IOException {
    return place.credentials().isPresent()
        ? read(place.credentials().get())
        : new S3Credentials(
            given(environment.get("AWS_ACCESS_KEY_ID"), "set AWS_ACCESS_KEY_ID"),
            given(environment.get("AWS_SECRET_ACCESS_KEY"), "set AWS_SECRET_ACCESS_KEY"));
  }

  private static S3Credentials read(Path file) throws IOException {
    requirePrivate(file);
    var lines = new Properties();
    lines.load(new StringReader(Files.readString(file)));
    return new S3Credentials(
        given(lines.getProperty("access-key"), "write access-key = ... into " + file),
        given(lines.getProperty("secret-key"), "write secret-key = ... into " + file));
  }

  private static void requirePrivate(Path file) throws IOException {
    var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null) {
      var permissions = PosixFilePermissions.toString(view.readAttributes().permissions());
      if (!permissions.endsWith("------")) {
        throw new IOException(
            "%s may be read by others than its owner: chmod 600 it".formatted(file));
      }
    }
  }

  private static String given(@Nullable String value, String otherwise) throws IOException {
    return Optional.ofNullable(value)
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .orElseThrow(() -> new IOException("the S3 credentials are incomplete: " + otherwise));
  }

  @Override
  public String toString() {
    return "S3Credentials[" + accessKey + "]";
  }
}
