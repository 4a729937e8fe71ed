package souk.settlement.rpc;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server that gives every request the same answer, and counts them. */
public final class StubEndpoint implements AutoCloseable {
  private final AtomicInteger requests = new AtomicInteger();
  private final HttpServer server;

  private StubEndpoint(HttpServer server) {
    this.server = server;
  }

  public static StubEndpoint answering(String body) {
    return answering(200, body);
  }

  public static StubEndpoint answering(int status, String body) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var server = HttpServer.create(address, 0);
      var endpoint = new StubEndpoint(server);
      server.createContext(
          "/",
          exchange -> {
            endpoint.requests.incrementAndGet();
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
          });
      server.start();
      return endpoint;
    } catch (IOException e) {
      throw new IllegalStateException("no port on loopback", e);
    }
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
