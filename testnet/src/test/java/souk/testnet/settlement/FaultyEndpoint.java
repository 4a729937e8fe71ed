package souk.testnet.settlement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** An endpoint of the real chain, over a real socket, that fails and lies as it is told to. */
public final class FaultyEndpoint implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI real;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Supplier<Fault> faults = () -> Fault.NONE;
  private volatile Meddler meddler = new Meddler() {};
  private volatile String oldHead = "latest";

  /** What else is done to calls and replies. */
  public interface Meddler {
    /** What a call is refused with that must not reach the chain; empty lets it pass. */
    default Optional<String> refusal(JsonNode call) {
      return Optional.empty();
    }

    /** Notes a reply, or changes it. */
    default void see(JsonNode call, ObjectNode reply) {}
  }

  /** Starts one in front of the real endpoint. */
  public FaultyEndpoint(URI real) throws IOException {
    this.real = real;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  /** Where it answers. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * From now on each request is answered with one of these.
   *
   * @param head height that an old head is shown at
   */
  void turn(Supplier<Fault> next, long head) {
    oldHead = "0x" + Long.toHexString(head);
    faults = next;
  }

  /** From now on it sees every call and reply. */
  public void turn(Meddler other) {
    meddler = other;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    client.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var fault = faults.get();
      var request = JSON.readTree(exchange.getRequestBody());
      switch (fault) {
        case SILENT -> keepWaiting();
        case STATUS_500 -> tell(exchange, 500, "");
        case STATUS_429 -> tell(exchange, 429, "");
        case ERROR_PAGE -> tell(exchange, 200, "<html>out of order</html>");
        case TOO_LONG -> tell(exchange, 200, "{\"result\":\"" + "0".repeat(3 << 20) + "\"}");
        case CUT_OFF -> {
          var answer = JSON.writeValueAsBytes(answer(request, fault));
          tell(
              exchange,
              200,
              new String(Arrays.copyOf(answer, answer.length - 1), StandardCharsets.UTF_8));
        }
        default -> tell(exchange, 200, JSON.writeValueAsString(answer(request, fault)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keepWaiting() throws InterruptedException {
    var unused = closed.await(2, TimeUnit.SECONDS);
  }

  private JsonNode answer(JsonNode request, Fault fault) throws IOException, InterruptedException {
    if (fault == Fault.OLD_HEAD) {
      request.findParents("method").forEach(call -> age((ObjectNode) call));
    }
    if (!request.isArray()) {
      return answer(List.of(request), fault).get(0);
    }
    return answer(List.copyOf(((ArrayNode) request).valueStream().toList()), fault);
  }

  private ArrayNode answer(List<JsonNode> calls, Fault fault)
      throws IOException, InterruptedException {
    var replies = JSON.createArrayNode();
    var passed = JSON.createArrayNode();
    for (var call : calls) {
      meddler
          .refusal(call)
          .ifPresentOrElse(why -> replies.add(refused(call, why)), () -> passed.add(call));
    }
    if (!passed.isEmpty()) {
      ask(passed).forEach(replies::add);
    }
    for (var reply : replies) {
      var call = calls.stream().filter(it -> it.path("id").equals(reply.path("id"))).findFirst();
      meddler.see(call.orElseThrow(), (ObjectNode) reply);
      fault.spoil(call.orElseThrow(), (ObjectNode) reply);
    }
    return replies;
  }

  private JsonNode ask(ArrayNode calls) throws IOException, InterruptedException {
    var http =
        HttpRequest.newBuilder(real)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(calls)))
            .build();
    return JSON.readTree(client.send(http, BodyHandlers.ofByteArray()).body());
  }

  private static ObjectNode refused(JsonNode call, String why) {
    var reply = JSON.createObjectNode().put("jsonrpc", "2.0");
    reply.set("id", call.path("id"));
    reply.putObject("error").put("code", -32000).put("message", why);
    return reply;
  }

  private void age(ObjectNode call) {
    if (call.path("params") instanceof ArrayNode params
        && params.path(0).asText().equals("latest")) {
      params.set(0, oldHead);
    }
  }

  private static void tell(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
