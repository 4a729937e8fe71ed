package souk.cli.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import souk.cli.convert.Converters;
import souk.cli.convert.DurationText;
import souk.cli.convert.SizeText;
import souk.market.blob.BlobStore;
import souk.market.blob.S3Place;
import souk.protocol.value.Amount;

/** Where a market node keeps blobs, for whom, and how long. */
final class BlobSettings {
  static final Setting<Path> DIRECTORY =
      Setting.of(
          "blobs.directory",
          "DIR",
          "Where blobs pass through, and rest unless they do in a bucket; else at home.",
          Path::of);

  static final Setting<Long> CAPACITY =
      Setting.of("blobs.capacity", "SIZE", "Most bytes of all blobs together.", SizeText::parse)
          .otherwise(mebibytes(BlobStore.Config.DEFAULT_CAPACITY_BYTES));

  static final Setting<Long> QUOTA =
      Setting.of("blobs.quota", "SIZE", "Most bytes that one account brought.", SizeText::parse)
          .otherwise(mebibytes(BlobStore.Config.DEFAULT_QUOTA_BYTES));

  static final Setting<Amount> LEAST_FUNDS =
      Setting.of(
              "blobs.least-funds",
              "BASE UNITS",
              "What an account must have in the market, as balance or bond, to hand blobs in.",
              Readers::amount)
          .otherwise(BlobStore.Config.DEFAULT_LEAST_FUNDS);

  static final Setting<Duration> UPLOAD_GRACE =
      Setting.of(
              "blobs.upload-grace",
              "TIME SPAN",
              "How long a blob is kept that no job names, up to 30d.",
              DurationText::parse)
          .otherwise(BlobStore.Config.DEFAULT_UPLOAD_GRACE.toHours() + "h");

  static final Setting<Duration> RESULT_GRACE =
      Setting.of(
              "blobs.result-grace",
              "TIME SPAN",
              "How long a blob is kept after the last job that named it, up to 366d.",
              DurationText::parse)
          .otherwise(BlobStore.Config.DEFAULT_RESULT_GRACE.toDays() + "d");

  static final Setting<URI> S3_ENDPOINT =
      Setting.of(
          "blobs.s3-endpoint",
          "URL",
          "S3-compatible service with the bucket where blobs rest instead of the directory.",
          Converters::endpoint);

  static final Setting<String> S3_REGION =
      Setting.of("blobs.s3-region", "NAME", "Region requests are signed for.", Function.identity())
          .otherwise(S3Place.DEFAULT_REGION);

  static final Setting<String> S3_BUCKET =
      Setting.of(
              "blobs.s3-bucket", "NAME", "The bucket, which is there already.", Function.identity())
          .otherwise("souk");

  static final Setting<String> S3_PREFIX =
      Setting.of(
              "blobs.s3-prefix", "TEXT", "What the keys of blobs begin with.", Function.identity())
          .otherwise("");

  static final Setting<Path> S3_CREDENTIALS =
      Setting.of(
          "blobs.s3-credentials",
          "FILE",
          """
          Has the lines access-key = ... and secret-key = ...; nobody but its owner may read it.
          Without it AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY count.""",
          Path::of);

  static final List<Setting<?>> ALL =
      List.of(
          DIRECTORY,
          CAPACITY,
          QUOTA,
          LEAST_FUNDS,
          UPLOAD_GRACE,
          RESULT_GRACE,
          S3_ENDPOINT,
          S3_REGION,
          S3_BUCKET,
          S3_PREFIX,
          S3_CREDENTIALS);

  private BlobSettings() {}

  /**
   * @param home directory where nothing is said
   */
  static BlobStore.Config config(Values values, Path home) {
    return new BlobStore.Config(
        values.find(DIRECTORY).orElse(home),
        bucket(values),
        values.get(CAPACITY),
        values.get(QUOTA),
        values.get(LEAST_FUNDS),
        values.get(UPLOAD_GRACE),
        values.get(RESULT_GRACE));
  }

  private static Optional<S3Place> bucket(Values values) {
    return values
        .find(S3_ENDPOINT)
        .map(
            endpoint ->
                new S3Place(
                    endpoint,
                    values.get(S3_REGION),
                    values.get(S3_BUCKET),
                    values.get(S3_PREFIX),
                    values.find(S3_CREDENTIALS)));
  }

  private static String mebibytes(long bytes) {
    return (bytes >> 20) + "MiB";
  }
}
