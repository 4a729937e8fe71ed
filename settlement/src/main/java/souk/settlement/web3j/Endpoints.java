package souk.settlement.web3j;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.web3j.protocol.Service;

/**
 * Several endpoints as one: a request goes to the one that answered last, and to the next if it
 * does not.
 */
final class Endpoints extends Service implements AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  private final List<URI> endpoints;
  private final int maxResponseBytes;
  private final OkHttpClient http;
  private final AtomicInteger current = new AtomicInteger();

  Endpoints(List<URI> endpoints, ConnectionLimits limits) {
    super(false);
    this.endpoints = List.copyOf(endpoints);
    this.maxResponseBytes = limits.maxResponseBytes();
    this.http = new OkHttpClient.Builder().callTimeout(limits.deadline()).build();
  }

  @Override
  protected InputStream performIO(String payload) throws IOException {
    var first = current.get();
    IOException failure = null;
    for (var tried = 0; tried < endpoints.size(); tried++) {
      var index = (first + tried) % endpoints.size();
      try {
        var answer = ask(endpoints.get(index), payload);
        current.set(index);
        return new ByteArrayInputStream(answer);
      } catch (IOException e) {
        var described = new IOException(endpoints.get(index) + ": " + e.getMessage(), e);
        if (failure != null) {
          described.addSuppressed(failure);
        }
        failure = described;
      }
    }
    throw failure == null ? new IOException("no endpoint is configured") : failure;
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  /** The addresses, for messages. */
  @Override
  public String toString() {
    return endpoints.toString();
  }

  private byte[] ask(URI endpoint, String payload) throws IOException {
    var request =
        new Request.Builder()
            .url(endpoint.toString())
            .post(RequestBody.create(payload, JSON))
            .build();
    try (var response = http.newCall(request).execute()) {
      var status = response.code();
      if (status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS) {
        throw new IOException("HTTP status " + status);
      }
      return requireJson(read(response.body().byteStream()));
    }
  }

  private byte[] read(InputStream body) throws IOException {
    var bytes = body.readNBytes(maxResponseBytes + 1);
    if (bytes.length > maxResponseBytes) {
      throw new IOException("the answer has more than %d bytes".formatted(maxResponseBytes));
    }
    return bytes;
  }

  // A proxy's error page must make the next endpoint be asked, not the parser fail.
  private static byte[] requireJson(byte[] bytes) throws IOException {
    var begin = 0;
    while (begin < bytes.length && Character.isWhitespace(bytes[begin])) {
      begin++;
    }
    if (begin == bytes.length || bytes[begin] != '{') {
      throw new IOException("the answer is no JSON object");
    }
    return bytes;
  }
}
