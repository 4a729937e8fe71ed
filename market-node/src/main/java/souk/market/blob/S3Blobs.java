package souk.market.blob;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import souk.client.blob.SpooledBlob;
import souk.protocol.codec.Cid;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;

/**
 * Blobs as objects of a bucket, each with its CID as key behind the prefix. Requests are tried once
 * more where the connection failed; whoever asked may try again later.
 */
final class S3Blobs implements BlobBackend {
  private static final MediaType BYTES = MediaType.get("application/octet-stream");
  private static final Hash NO_BODY = Digests.sha256();
  private static final int NOT_FOUND = 404;
  private static final String ID = "id";
  private static final int MAX_ID_BYTES = 64;
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final S3Place place;
  private final S3Signature signature;
  private final Clock clock;
  private final OkHttpClient http =
      new OkHttpClient.Builder()
          .followRedirects(false)
          .followSslRedirects(false)
          .connectTimeout(CONNECT_PATIENCE)
          .readTimeout(SILENCE)
          .writeTimeout(SILENCE)
          .callTimeout(PATIENCE)
          .build();
  private final String id;

  private S3Blobs(S3Place place, S3Credentials credentials, Clock clock) throws IOException {
    this.place = place;
    this.signature = new S3Signature(credentials, place.region());
    this.clock = clock;
    this.id = readOrMakeId();
  }

  /**
   * Opens the bucket.
   *
   * @throws IOException if it cannot be used
   */
  static S3Blobs open(S3Place place, S3Credentials credentials, Clock clock) throws IOException {
    return new S3Blobs(place, credentials, clock);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public OptionalLong sizeBytes(Hash digest) throws IOException {
    try (var response = send(request(key(digest)).head(), NO_BODY)) {
      return response.code() == NOT_FOUND
          ? OptionalLong.empty()
          : OptionalLong.of(contentLength(expect(response)));
    }
  }

  @Override
  public Optional<InputStream> open(Hash digest, long fromByte, long sizeBytes) throws IOException {
    if (sizeBytes == 0) {
      return sizeBytes(digest).isPresent()
          ? Optional.of(InputStream.nullInputStream())
          : Optional.empty();
    }
    var range = "bytes=%d-%d".formatted(fromByte, fromByte + sizeBytes - 1);
    var response = send(request(key(digest)).header("Range", range), NO_BODY);
    if (response.code() == NOT_FOUND) {
      response.close();
      return Optional.empty();
    }
    return Optional.of(new Body(expect(response)));
  }

  @Override
  public void put(SpooledBlob blob) throws IOException {
    var body = RequestBody.create(blob.file().toFile(), BYTES);
    send(request(key(blob.digest())).put(body), blob.digest(), response -> true);
  }

  @Override
  public void delete(Hash digest) throws IOException {
    try (var response = send(request(key(digest)).delete(), NO_BODY)) {
      if (response.code() != NOT_FOUND) {
        expect(response);
      }
    }
  }

  @Override
  public void list(Consumer<Found> listener) throws IOException {
    var next = Optional.of("");
    while (next.isPresent()) {
      var url =
          bucket().addQueryParameter("list-type", "2").addQueryParameter("prefix", place.prefix());
      next.filter(it -> !it.isEmpty())
          .ifPresent(token -> url.addQueryParameter("continuation-token", token));
      var request = new Request.Builder().url(url.build());
      var page = send(request, NO_BODY, response -> S3Page.read(response.body().byteStream()));
      page.objects().forEach(object -> tell(object, listener));
      next = page.next();
    }
  }

  @Override
  public void check() throws IOException {
    var found = readId();
    if (!found.equals(Optional.of(id))) {
      throw new IOException("bucket %s is another now".formatted(place.bucket()));
    }
  }

  @Override
  public void close() {
    http.connectionPool().evictAll();
    http.dispatcher().executorService().shutdown();
  }

  private void tell(S3Page.Item object, Consumer<Found> listener) {
    Hash digest;
    try {
      digest = Cid.parse(object.key().substring(place.prefix().length()));
    } catch (IllegalArgumentException e) {
      return; // A stranger's object: not ours to count, not ours to delete.
    }
    listener.accept(new Found(digest, object.sizeBytes()));
  }

  private Optional<String> readId() throws IOException {
    try (var response = send(request(place.prefix() + ID), NO_BODY)) {
      if (response.code() == NOT_FOUND) {
        return Optional.empty();
      }
      var bytes = expect(response).body().byteStream().readNBytes(MAX_ID_BYTES);
      return Optional.of(new String(bytes, StandardCharsets.US_ASCII).strip());
    }
  }

  private String readOrMakeId() throws IOException {
    var found = readId();
    if (found.isPresent()) {
      return found.get();
    }
    var made = UUID.randomUUID().toString();
    var bytes = made.getBytes(StandardCharsets.US_ASCII);
    send(
        request(place.prefix() + ID).put(RequestBody.create(bytes, BYTES)),
        Digests.sha256(bytes),
        response -> true);
    return made;
  }

  private String key(Hash digest) {
    return place.prefix() + Cid.text(digest);
  }

  private Request.Builder request(String key) {
    // As they are: packed answers would not tell the size.
    return new Request.Builder()
        .url(bucket().addPathSegments(key).build())
        .header("Accept-Encoding", "identity");
  }

  private HttpUrl.Builder bucket() {
    var endpoint = HttpUrl.get(place.endpoint());
    if (endpoint == null) {
      throw new IllegalStateException("the S3 endpoint was checked: " + place.endpoint());
    }
    return endpoint.newBuilder().addPathSegment(place.bucket());
  }

  private <T> T send(Request.Builder request, Hash body, Answer<T> answer) throws IOException {
    try (var response = send(request, body)) {
      return answer.take(expect(response));
    }
  }

  private Response send(Request.Builder request, Hash body) throws IOException {
    var call = http.newCall(signature.sign(request.build(), body, clock.instant()));
    try {
      return call.execute();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      // OkHttp is Kotlin: an interrupt while it connects comes out as an undeclared exception.
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private Response expect(Response response) throws IOException {
    if (!response.isSuccessful()) {
      response.close();
      throw new IOException(
          "bucket %s at %s answers %s with HTTP status %d"
              .formatted(
                  place.bucket(), place.endpoint(), response.request().method(), response.code()));
    }
    return response;
  }

  private static long contentLength(Response response) throws IOException {
    try {
      return Long.parseLong(String.valueOf(response.header("Content-Length")));
    } catch (NumberFormatException e) {
      throw new IOException("the S3 service does not tell the size of an object", e);
    }
  }

  private interface Answer<T> {
    T take(Response response) throws IOException;
  }

  /** The body of an answer, which is let go of with it. */
  private static final class Body extends FilterInputStream {
    private final Response response;

    Body(Response response) {
      super(response.body().byteStream());
      this.response = response;
    }

    @Override
    public void close() {
      response.close();
    }
  }
}
