package souk.client.market;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import souk.client.api.Json;
import souk.client.api.NodeInfo;
import souk.client.api.TokenInfo;
import souk.client.api.UploadAuthorization;
import souk.client.blob.UploadSigner;
import souk.protocol.value.Address;
import souk.protocol.value.Signature;

/** A market node that answers every request the same way, or indexes a block at each. */
final class FakeNode implements AutoCloseable {
  /** What no node should do. */
  enum Misbehaviour {
    HTML,
    EMPTY,
    BINARY,
    OTHER_JSON,
    SERVER_ERROR,
    REDIRECT,
    ENDLESS,
    GZIP_BOMB,
    STALLS,
    DRIPS,
    HANGS_UP
  }

  /** What this node does not check. */
  static final UploadSigner UNSIGNED =
      (_, _) -> new UploadAuthorization(Address.ZERO, Instant.EPOCH, Signature.NONE);

  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final MockWebServer server = new MockWebServer();

  private FakeNode(Function<RecordedRequest, MockResponse> answer) throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer.apply(request);
          }
        });
    server.start();
  }

  static FakeNode answering(byte[] body) throws IOException {
    return new FakeNode(_ -> ok(new Buffer().write(body)).build());
  }

  /** One that has that block at the first question of its info, and the next at the next. */
  static FakeNode following(long block) throws IOException {
    var head = new AtomicLong(block);
    return new FakeNode(
        _ -> ok(new Buffer().write(Json.write(info(head.getAndIncrement())))).build());
  }

  private static NodeInfo info(long headBlock) {
    return new NodeInfo(
        Address.ZERO,
        31_337,
        Address.ZERO,
        headBlock,
        Instant.EPOCH,
        new TokenInfo("tUSD", 6),
        "1");
  }

  static FakeNode refusing(int status, String body) throws IOException {
    return new FakeNode(_ -> new MockResponse.Builder().code(status).body(body).build());
  }

  static FakeNode doing(Misbehaviour what) throws IOException {
    return new FakeNode(_ -> misbehave(what));
  }

  /** a client of this node that waits half a second. */
  MarketClient client() {
    return new MarketClient(URI.create(server.url("/").toString()), PATIENCE);
  }

  int requestCount() {
    return server.getRequestCount();
  }

  String lastRequestLine() throws InterruptedException {
    var request = lastRequest();
    return request.getMethod() + " " + request.getTarget();
  }

  RecordedRequest lastRequest() throws InterruptedException {
    return Objects.requireNonNull(server.takeRequest(5, TimeUnit.SECONDS), "no request came");
  }

  @Override
  public void close() {
    server.close();
  }

  private static MockResponse misbehave(Misbehaviour what) {
    return switch (what) {
      case HTML -> ok(new Buffer().writeUtf8("<html><body>It works!</body></html>")).build();
      case EMPTY -> ok(new Buffer()).build();
      case BINARY -> ok(new Buffer().write(new byte[] {0, -1, 27, 91, 50, 74})).build();
      case OTHER_JSON -> ok(new Buffer().writeUtf8("{\"blob\":[[[\"no\"]]],\"jobs\":7}")).build();
      case SERVER_ERROR -> new MockResponse.Builder().code(503).body("\u001b[2Jbusy").build();
      case REDIRECT ->
          new MockResponse.Builder().code(302).addHeader("Location", "http://127.0.0.1:1/").build();
      case ENDLESS -> ok(new Buffer().write(new byte[16 << 20])).build();
      case GZIP_BOMB -> ok(bomb()).addHeader("Content-Encoding", "gzip").build();
      case STALLS ->
          new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();
      case DRIPS ->
          ok(new Buffer().write(new byte[64])).throttleBody(1, 100, TimeUnit.MILLISECONDS).build();
      case HANGS_UP ->
          new MockResponse.Builder().onRequestStart(new SocketEffect.CloseSocket()).build();
    };
  }

  private static MockResponse.Builder ok(Buffer body) {
    return new MockResponse.Builder().code(200).body(body);
  }

  private static Buffer bomb() {
    var packed = new Buffer();
    try (var gzip = Okio.buffer(new GzipSink(packed))) {
      gzip.write(new byte[16 << 20]);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return packed;
  }
}
