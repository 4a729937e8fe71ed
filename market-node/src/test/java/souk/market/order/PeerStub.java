package souk.market.order;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import souk.client.api.Json;
import souk.client.api.OrderFeed;
import souk.client.market.MarketClient;

/** A peer that answers every question for its feed as it likes, and counts them. */
final class PeerStub implements AutoCloseable {
  private final HttpServer server;
  private final LinkedBlockingQueue<Long> questions = new LinkedBlockingQueue<>();

  /**
   * @param answer the body for a cursor
   */
  PeerStub(LongFunction<byte[]> answer) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/v1/orders",
        exchange -> {
          var query = exchange.getRequestURI().getQuery();
          var after = Long.parseLong(query.replaceFirst(".*after=(\\d+).*", "$1"));
          questions.add(after);
          var body = answer.apply(after);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** One that tells that feed to whoever asks from the beginning, and then nothing more. */
  static PeerStub telling(OrderFeed feed) throws IOException {
    var nothing = new OrderFeed(feed.cursor(), List.of(), List.of(), List.of());
    return new PeerStub(after -> Json.write(after < feed.cursor() ? feed : nothing));
  }

  MarketClient client() {
    var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new MarketClient(address, Duration.ofSeconds(5));
  }

  /** The cursor of the next question; fails if none comes in ten seconds. */
  long awaitQuestion() throws InterruptedException {
    var question = questions.poll(10, TimeUnit.SECONDS);
    if (question == null) {
      throw new AssertionError("the peer was not asked in 10 s");
    }
    return question;
  }

  /** Whether another question comes within that time. */
  boolean isAskedWithin(Duration time) throws InterruptedException {
    return questions.poll(time.toMillis(), TimeUnit.MILLISECONDS) != null;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
