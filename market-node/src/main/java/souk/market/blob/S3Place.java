package souk.market.blob;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A bucket of an S3-compatible service, addressed by path.
 *
 * @param endpoint the service, for example {@code https://s3.example.org}; http or https
 * @param region region that requests are signed for
 * @param bucket the bucket, which is there already
 * @param prefix what the keys of blobs begin with; may be empty
 * @param credentials file with the lines {@code access-key = ...} and {@code secret-key = ...} that
 *     only its owner may read; without it the environment's {@code AWS_ACCESS_KEY_ID} and {@code
 *     AWS_SECRET_ACCESS_KEY} count
 */
public record S3Place(
    URI endpoint, String region, String bucket, String prefix, Optional<Path> credentials) {
  /** The region of services that have none. */
  public static final String DEFAULT_REGION = "us-east-1";

  /**
   * @throws IllegalArgumentException if something is not of its form
   */
  public S3Place {
    require(
        ("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()))
            && endpoint.getHost() != null
            && endpoint.getUserInfo() == null,
        "an S3 endpoint is an http(s) URL without user or password");
    require(region.matches("[a-z0-9-]{1,64}"), "an S3 region has letters, digits and dashes");
    require(
        bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"),
        "an S3 bucket has 3 to 63 lower-case letters, digits, dots and dashes");
    require(
        prefix.matches("[A-Za-z0-9/_.-]{0,200}"),
        "the prefix of S3 keys has at most 200 letters, digits, slashes, dots, dashes and"
            + " underscores");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
