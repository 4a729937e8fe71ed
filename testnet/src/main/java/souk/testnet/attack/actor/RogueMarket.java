package souk.testnet.attack.actor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import souk.runtime.machine.Bytes;

/**
 * A market node that others take for one: it says what an honest node says, but for its misdeeds.
 */
final class RogueMarket {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int BAD_GATEWAY = 502;

  // java.net.http sets these itself.
  private static final Set<String> OWN_HEADERS =
      Set.of("host", "connection", "content-length", "expect", "upgrade", "accept-encoding");

  private final URI honest;
  private final Misdeed misdeed;
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * An answer to a request.
   *
   * @param status as in HTTP
   */
  record Answer(int status, String type, Bytes body) {}

  /** What it does otherwise than an honest node. */
  interface Misdeed {
    /** What it says in place of an honest node; empty: that is asked. */
    Optional<Answer> instead(String method, String path);

    /** What it makes of an honest node's answer. */
    Answer changed(String path, Answer answer);
  }

  private RogueMarket(URI honest, Misdeed misdeed) {
    this.honest = honest;
    this.misdeed = misdeed;
  }

  /**
   * Serves until the process ends.
   *
   * @param honest an honest node
   */
  static void serve(int port, URI honest, Misdeed misdeed) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      var server = HttpServer.create(address, 0);
      var rogue = new RogueMarket(honest, misdeed);
      server.createContext("/", rogue::answer);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + port, e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      var path = exchange.getRequestURI().getPath();
      var instead = misdeed.instead(exchange.getRequestMethod(), path);
      var answer =
          instead.isPresent() ? instead.get() : misdeed.changed(path, relay(exchange, body));
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      var isBodiless = answer.body().size() == 0 || exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(answer.status(), isBodiless ? -1 : answer.body().size());
      if (!isBodiless) {
        exchange.getResponseBody().write(answer.body().toArray());
      }
    }
  }

  private Answer relay(HttpExchange exchange, byte[] body) throws IOException {
    var request =
        HttpRequest.newBuilder(honest.resolve(exchange.getRequestURI()))
            .timeout(PATIENCE)
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      var reply = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      var type = reply.headers().firstValue("Content-Type").orElse("application/octet-stream");
      return new Answer(reply.statusCode(), type, Bytes.of(reply.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(BAD_GATEWAY, "text/plain", Bytes.EMPTY);
    }
  }
}
