package souk.client.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import souk.client.session.ChainSession;

/**
 * Tells an operator on this machine how a node is that serves nobody else: {@code /metrics} as
 * Prometheus reads it, {@code /ready} with what fails, {@code /health}. Listens on the loopback
 * interface only.
 */
public final class TelemetryServer implements AutoCloseable {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int UNREADY = 503;
  private static final int BACKLOG = 16;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private record Answer(int status, String mediaType, String body) {
    static Answer text(int status, String text) {
      return new Answer(status, TEXT, text + "\n");
    }
  }

  private TelemetryServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Begins to serve.
   *
   * @param port 0 for any that is free
   * @throws IOException if the port cannot be had
   */
  public static TelemetryServer start(int port, Metrics metrics, Readiness readiness)
      throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    var telemetry = new TelemetryServer(HttpServer.create(address, BACKLOG));
    telemetry.serve(metrics, readiness);
    return telemetry;
  }

  /**
   * Serves what is measured of every node that has a session, and what is measured of this one.
   *
   * @param port 0 for any that is free
   * @param session what the node's readiness depends on
   * @param own adds the node's own metrics
   * @param listener told of changes of readiness
   * @throws UncheckedIOException if the port cannot be had
   */
  public static TelemetryServer ofNode(
      int port, ChainSession session, Consumer<Metrics> own, Readiness.Listener listener) {
    var clock = Clock.systemUTC();
    var metrics = new Metrics();
    NodeMetrics.bind(metrics, session, clock);
    own.accept(metrics);
    try {
      return start(port, metrics, new Readiness(SessionNeeds.of(session, clock), listener));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "metrics cannot be served on port %d: give another with --metrics-port".formatted(port),
          e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void serve(Metrics metrics, Readiness readiness) {
    server.setExecutor(threads);
    server.createContext("/", exchange -> reply(exchange, answer(exchange, metrics, readiness)));
    server.start();
  }

  private static Answer answer(HttpExchange exchange, Metrics metrics, Readiness readiness) {
    if (!"GET".equals(exchange.getRequestMethod())) {
      return Answer.text(NOT_ALLOWED, "only GET");
    }
    return switch (exchange.getRequestURI().getPath()) {
      case "/health" -> Answer.text(OK, "ok");
      case "/ready" -> ready(readiness);
      case "/metrics" -> new Answer(OK, Metrics.MEDIA_TYPE, new String(metrics.text(), UTF_8));
      default -> Answer.text(NOT_FOUND, "there are /metrics, /ready and /health");
    };
  }

  private static Answer ready(Readiness readiness) {
    try {
      var troubles = readiness.troubles();
      return troubles.isEmpty()
          ? Answer.text(OK, "ready")
          : Answer.text(UNREADY, String.join("\n", troubles.values()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.text(UNREADY, "the node is stopping");
    }
  }

  private static void reply(HttpExchange exchange, Answer answer) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", answer.mediaType());
      var body = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
