package souk.client.market;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import souk.client.api.Json;
import souk.client.api.Problem;
import souk.client.api.UploadAuthorization;
import souk.client.api.WireLimits;
import souk.client.blob.BlobContent;
import souk.runtime.machine.Bytes;

/** HTTP with a deadline for the whole exchange, a size limit on the answer, and one exception. */
final class Http {
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final MediaType JSON = MediaType.get(Json.MEDIA_TYPE);
  private static final MediaType BYTES = MediaType.get("application/octet-stream");
  // A node that will refuse a larger blob says so before the blob travels.
  private static final long SENT_UNASKED_BYTES = 64 * 1024;

  private final HttpUrl node;
  // A redirect would let a node send its clients to hosts of its choice.
  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .followRedirects(false)
          .followSslRedirects(false)
          .readTimeout(Duration.ZERO)
          .writeTimeout(Duration.ZERO)
          .build();

  Http(HttpUrl node) {
    this.node = node;
  }

  <T> T get(HttpUrl url, Class<T> type, int maxBytes, Duration timeout) {
    return find(url, type, maxBytes, timeout).orElseThrow(() -> notThere(url));
  }

  <T> Optional<T> find(HttpUrl url, Class<T> type, int maxBytes, Duration timeout) {
    return findBytes(url, maxBytes, timeout).map(json -> decode(json, type));
  }

  byte[] getBytes(HttpUrl url, int maxBytes, Duration timeout) {
    return findBytes(url, maxBytes, timeout).orElseThrow(() -> notThere(url));
  }

  /** Hands the body of the answer to the reader, piece by piece; empty if there is none. */
  <T> Optional<T> stream(HttpUrl url, Duration timeout, Reader<T> reader) {
    var request = new Request.Builder().url(url).build();
    return exchange(request, timeout, response -> reader.read(response.body().byteStream()));
  }

  boolean exists(HttpUrl url, Duration timeout) {
    var request = new Request.Builder().url(url).head().build();
    return exchange(request, timeout, response -> read(response, 0)).isPresent();
  }

  void putBlob(
      HttpUrl url, BlobContent content, UploadAuthorization authorization, Duration timeout) {
    var request =
        new Request.Builder()
            .url(url)
            .header("Authorization", authorization.header())
            .put(new BlobBody(content));
    if (content.sizeBytes() > SENT_UNASKED_BYTES) {
      request.header("Expect", "100-continue");
    }
    send(request, timeout);
  }

  void put(HttpUrl url, Object document, Duration timeout) {
    send(new Request.Builder().url(url).put(body(document)), timeout);
  }

  void post(HttpUrl url, Object document, Duration timeout) {
    send(new Request.Builder().url(url).post(body(document)), timeout);
  }

  /** Puts bytes, with a header that says what they are. */
  void putBytes(HttpUrl url, String header, String value, byte[] bytes, Duration timeout) {
    var request =
        new Request.Builder().url(url).header(header, value).put(RequestBody.create(bytes, BYTES));
    if (bytes.length > SENT_UNASKED_BYTES) {
      request.header("Expect", "100-continue");
    }
    send(request, timeout);
  }

  /** Posts a document and takes bytes, with the header that says what they are. */
  Optional<Labelled> postForBytes(
      HttpUrl url, Object document, String header, int maxBytes, Duration timeout) {
    var request = new Request.Builder().url(url).post(body(document)).build();
    return exchange(
        request,
        timeout,
        answer ->
            new Labelled(
                Optional.ofNullable(answer.header(header)).orElse(""),
                Bytes.of(read(answer, maxBytes))));
  }

  private static RequestBody body(Object document) {
    return RequestBody.create(Json.write(document), JSON);
  }

  private void send(Request.Builder builder, Duration timeout) {
    var request = builder.build();
    if (exchange(request, timeout, answer -> read(answer, WireLimits.MAX_DOCUMENT_BYTES))
        .isEmpty()) {
      throw notThere(request.url());
    }
  }

  private Optional<byte[]> findBytes(HttpUrl url, int maxBytes, Duration timeout) {
    var request = new Request.Builder().url(url).build();
    return exchange(request, timeout, response -> read(response, maxBytes));
  }

  /** What is made of a success; nothing for "not found". */
  private <T> Optional<T> exchange(Request request, Duration timeout, Answer<T> answer) {
    var call = client.newBuilder().callTimeout(timeout).build().newCall(request);
    try (var response = execute(call)) {
      if (response.code() == NOT_FOUND) {
        return Optional.empty();
      }
      if (!response.isSuccessful()) {
        throw refused(response);
      }
      return Optional.of(answer.take(response));
    } catch (IOException e) {
      throw new MarketException(
          "market node %s does not answer: %s".formatted(node, oneLine(e)), true, e);
    }
  }

  private static Response execute(Call call) throws IOException {
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

  private byte[] read(Response response, int maxBytes) throws IOException {
    var buffer = new Buffer();
    var source = response.body().source();
    while (buffer.size() <= maxBytes && source.read(buffer, maxBytes + 1L - buffer.size()) >= 0) {}
    if (buffer.size() > maxBytes) {
      throw new MarketException(
          "market node %s answers with more than %d bytes".formatted(node, maxBytes), false);
    }
    return buffer.readByteArray();
  }

  private <T> T decode(byte[] json, Class<T> type) {
    try {
      return Json.read(json, type);
    } catch (IllegalArgumentException e) {
      throw new MarketException(
          "market node %s answers garbage: %s".formatted(node, e.getMessage()), false, e);
    }
  }

  private MarketException refused(Response response) throws IOException {
    var status = response.code();
    var retryable = status >= SERVER_ERROR || status == TOO_MANY_REQUESTS;
    return new MarketException(
        "market node %s refuses: %s".formatted(node, reason(response)), retryable);
  }

  private static String reason(Response response) throws IOException {
    var start = response.peekBody(WireLimits.MAX_DOCUMENT_BYTES).bytes();
    try {
      return printable(Json.read(start, Problem.class).detail());
    } catch (IllegalArgumentException e) {
      return "HTTP status " + response.code();
    }
  }

  MarketException notThere(HttpUrl url) {
    return new MarketException(
        "market node %s does not have %s".formatted(node, url.encodedPath()), false);
  }

  private static String oneLine(IOException e) {
    return printable(String.valueOf(e.getMessage()));
  }

  /** What a node says ends on a terminal: no control characters, and not too much. */
  private static String printable(String text) {
    var line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= 300 ? line : line.substring(0, 300) + "...";
  }

  /** A body, and the header that says what it is; empty if there is none. */
  record Labelled(String label, Bytes body) {}

  /** Makes something of a body that arrives. */
  interface Reader<T> {
    T read(InputStream body) throws IOException;
  }

  private interface Answer<T> {
    T take(Response response) throws IOException;
  }
}
