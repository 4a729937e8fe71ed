package souk.testnet.scenario;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import souk.protocol.codec.Cid;
import souk.protocol.codec.Digests;
import souk.runtime.machine.Bytes;

/**
 * What is left of a market once its nodes are gone: one that answers every question with a lie, one
 * that takes calls and never answers, and somebody who has some blobs and nothing else.
 */
final class BadNeighbours implements AutoCloseable {
  private static final byte[] LIE = "{\"cursor\":7}".getBytes(StandardCharsets.UTF_8);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ServerSocket staller;
  private final HttpServer liar;
  private final HttpServer holder;

  BadNeighbours(List<Bytes> blobs) throws IOException {
    var loopback = InetAddress.getLoopbackAddress();
    this.staller = new ServerSocket(0, 50, loopback);
    this.liar = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    this.holder = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    var held =
        blobs.stream()
            .collect(Collectors.toMap(it -> Cid.text(Digests.sha256(it.toArray())), it -> it));
    serve(liar, exchange -> answer(exchange, 200, LIE));
    serve(holder, exchange -> give(exchange, held));
  }

  /** Their addresses; who only has blobs comes last. */
  List<URI> addresses() {
    return List.of(address(liar.getAddress().getPort()), stalling(), holder());
  }

  /** Who has blobs. */
  URI holder() {
    return address(holder.getAddress().getPort());
  }

  private URI stalling() {
    return address(staller.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    liar.stop(0);
    holder.stop(0);
    staller.close();
    threads.shutdownNow();
  }

  private interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  private void serve(HttpServer server, Handler handler) {
    server.setExecutor(threads);
    server.createContext("/", handler::handle);
    server.start();
  }

  private static void give(HttpExchange exchange, Map<String, Bytes> held) {
    var path = exchange.getRequestURI().getPath();
    var blob = held.get(path.substring(path.lastIndexOf('/') + 1));
    answer(exchange, blob == null ? 404 : 200, blob == null ? LIE : blob.toArray());
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URI address(int port) {
    var host = InetAddress.getLoopbackAddress().getHostAddress();
    return URI.create("http://%s:%d".formatted(host, port));
  }
}
