package souk.bench.canned;

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
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * JSON-RPC over HTTP that tells a {@link CannedMarket}'s past and, for everything else, asks a real
 * node as it is now. Like hosted endpoints it refuses to tell more than {@value #MOST_LOGS} logs at
 * once.
 */
public final class CannedChain implements AutoCloseable {
  /** Most logs in an answer. */
  public static final int MOST_LOGS = 10_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TOO_MANY = -32_005;
  private static final String FULL_BLOOM = "0x" + "f".repeat(512);
  private static final String EMPTY_BLOOM = "0x" + "0".repeat(512);

  private final CannedMarket market;
  private final LongFunction<byte[]> logs;
  private final URI node;
  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private CannedChain(CannedMarket market, LongFunction<byte[]> logs, URI node, HttpServer server) {
    this.market = market;
    this.logs = logs;
    this.node = node;
    this.server = server;
  }

  /**
   * Starts to serve on a free port of this machine, and makes up every answer when it is asked for.
   *
   * @param node a real endpoint of the market's chain
   */
  public static CannedChain start(CannedMarket market, URI node) throws IOException {
    return start(market, market::logs, node);
  }

  /** The same, with all logs made up before it begins: they take about a kilobyte each. */
  static CannedChain prepared(CannedMarket market, URI node) throws IOException {
    var logs =
        LongStream.rangeClosed(market.firstBlock(), market.lastBlock())
            .mapToObj(market::logs)
            .toArray(byte[][]::new);
    return start(market, number -> logs[(int) (number - market.firstBlock())], node);
  }

  private static CannedChain start(CannedMarket market, LongFunction<byte[]> logs, URI node)
      throws IOException {
    // Else it holds small answers back for the time of a delayed acknowledgement, 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    var chain = new CannedChain(market, logs, node, server);
    server.setExecutor(chain.threads);
    server.createContext("/", chain::serve);
    server.start();
    return chain;
  }

  /** Where it listens. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    http.close();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = JSON.readTree(exchange.getRequestBody());
      var answer = new Answer();
      if (request instanceof ArrayNode batch) {
        answer.append("[");
        for (var i = 0; i < batch.size(); i++) {
          answer.append(i == 0 ? "" : ",");
          answer(batch.get(i), answer);
        }
        answer.append("]");
      } else {
        answer(request, answer);
      }
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.sizeBytes());
      answer.writeTo(exchange.getResponseBody());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(JsonNode request, Answer answer) throws IOException, InterruptedException {
    var parameters = request.path("params");
    switch (request.path("method").asText()) {
      case "eth_getLogs" -> logs(request, parameters.path(0), answer);
      case "eth_blockNumber" -> {
        begin(request, answer).append("\"").append(hex(market.lastBlock())).append("\"}");
      }
      case "eth_getBlockByNumber" -> {
        var number = number(parameters.path(0));
        if (number < market.firstBlock()) {
          answer.append(forwarded(request));
        } else {
          block(number, begin(request, answer));
        }
      }
      default -> answer.append(forwarded(request));
    }
  }

  private void logs(JsonNode request, JsonNode filter, Answer answer) {
    var hash = filter.path("blockHash").asText("");
    var from = hash.isEmpty() ? number(filter.path("fromBlock")) : numberOf(hash);
    var to = hash.isEmpty() ? number(filter.path("toBlock")) : from;
    if (market.mostLogs(from, to) > MOST_LOGS) {
      answer.append("{\"jsonrpc\":\"2.0\",\"id\":").append(request.path("id").toString());
      answer.append(",\"error\":{\"code\":").append(String.valueOf(TOO_MANY));
      answer.append(",\"message\":\"query returned more than 10000 results\"}}");
      return;
    }
    begin(request, answer).append("[");
    var comma = "";
    for (var number = from; number <= to; number++) {
      if (market.hasLogs(number)) {
        answer.append(comma).append(logs.apply(number));
        comma = ",";
      }
    }
    answer.append("]}");
  }

  private void block(long number, Answer answer) {
    if (number > market.lastBlock()) {
      answer.append("null}");
      return;
    }
    answer.append("{\"number\":\"").append(hex(number));
    answer.append("\",\"hash\":\"").append(market.blockHash(number));
    answer.append("\",\"parentHash\":\"").append(market.blockHash(number - 1));
    answer.append("\",\"timestamp\":\"").append(hex(market.time(number)));
    answer.append("\",\"baseFeePerGas\":\"0x7\",\"gasLimit\":\"0x1c9c380\",\"gasUsed\":\"0x0\"");
    answer.append(",\"logsBloom\":\"").append(market.hasLogs(number) ? FULL_BLOOM : EMPTY_BLOOM);
    answer.append("\",\"transactions\":[],\"uncles\":[]}}");
  }

  private static Answer begin(JsonNode request, Answer answer) {
    return answer
        .append("{\"jsonrpc\":\"2.0\",\"id\":")
        .append(request.path("id").toString())
        .append(",\"result\":");
  }

  private long number(JsonNode parameter) {
    var text = parameter.asText();
    return switch (text) {
      case "latest", "pending", "safe", "finalized" -> market.lastBlock();
      case "earliest" -> 0;
      default -> Long.parseLong(text.substring(2), 16);
    };
  }

  private static long numberOf(String blockHash) {
    return Long.parseLong(blockHash.substring(blockHash.length() - 16), 16);
  }

  private String forwarded(JsonNode request) throws IOException, InterruptedException {
    var copy = (ObjectNode) request.deepCopy();
    if (copy.path("method").asText().equals("eth_call")) {
      // The real node knows nothing of the blocks told here.
      ((ArrayNode) copy.path("params")).set(1, "latest");
    }
    var post =
        HttpRequest.newBuilder(node)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(copy)))
            .build();
    return http.send(post, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static String hex(long number) {
    return "0x" + Long.toHexString(number);
  }
}
