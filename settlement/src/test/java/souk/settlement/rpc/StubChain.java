package souk.settlement.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import souk.protocol.codec.Digests;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.LogPosition;
import souk.settlement.chain.RawLog;
import souk.settlement.log.AbiLogs;

/** A chain of blocks with one log each, served over HTTP, that tells only so many logs at once. */
final class StubChain implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HexFormat HEX = HexFormat.of();

  private final List<RawLog> logs;
  private final int mostLogs;
  private final HttpServer server;
  private final List<String> asked = new ArrayList<>();

  StubChain(Address contract, int blocks, int mostLogs) throws IOException {
    this.mostLogs = mostLogs;
    var random = new AbiLogs(new Random(blocks), 0);
    var events = AbiLogs.events();
    this.logs =
        LongStream.range(0, blocks)
            .mapToObj(
                number ->
                    random.log(
                        events.get((int) number % events.size()),
                        contract,
                        new LogPosition(number, hash(number), hash(-number), 0)))
            .toList();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<RawLog> logs(int from, int to) {
    return logs.subList(from, to + 1);
  }

  /** What was asked so far of logs, as {@code from-to}. */
  List<String> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = JSON.readTree(exchange.getRequestBody());
      JsonNode answer = request;
      if (request instanceof ArrayNode calls) {
        var answers = JSON.createArrayNode();
        calls.forEach(call -> answers.add(answer(call)));
        answer = answers;
      } else {
        answer = answer(request);
      }
      var bytes = JSON.writeValueAsBytes(answer);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private ObjectNode answer(JsonNode call) {
    var reply = JSON.createObjectNode().put("jsonrpc", "2.0");
    reply.set("id", call.path("id"));
    var parameter = call.path("params").path(0);
    return call.path("method").asText().equals("eth_getLogs")
        ? tellLogs(parameter, reply)
        : tellBlock(number(parameter), reply);
  }

  private ObjectNode tellLogs(JsonNode filter, ObjectNode reply) {
    var block = filter.path("blockHash").asText("");
    var from = block.isEmpty() ? (int) number(filter.path("fromBlock")) : numberOf(block);
    var to = block.isEmpty() ? (int) number(filter.path("toBlock")) : from;
    synchronized (asked) {
      asked.add(from + "-" + to);
    }
    if (to - from + 1 > mostLogs) {
      reply.putObject("error").put("code", -32005).put("message", "query returned too much");
      return reply;
    }
    var told = reply.putArray("result");
    logs(from, to).forEach(log -> tell(log, told.addObject()));
    return reply;
  }

  private int numberOf(String block) {
    var number = 0;
    while (!hash(number).toString().equals(block)) {
      number++;
    }
    return number;
  }

  private static void tell(RawLog log, ObjectNode told) {
    told.put("address", log.address().toString());
    told.put("blockNumber", "0x" + Long.toHexString(log.at().blockNumber()));
    told.put("blockHash", log.at().blockHash().toString());
    told.put("transactionHash", log.at().transaction().toString());
    told.put("logIndex", "0x0");
    told.put("data", "0x" + HEX.formatHex(log.data()));
    var topics = told.putArray("topics");
    log.topics().forEach(topic -> topics.add(topic.toString()));
  }

  private ObjectNode tellBlock(long number, ObjectNode reply) {
    if (number >= logs.size()) {
      return reply.putNull("result");
    }
    var block = reply.putObject("result");
    block.put("number", "0x" + Long.toHexString(number)).put("timestamp", "0x5");
    block.put("hash", hash(number).toString()).put("parentHash", hash(number - 1).toString());
    block.put("logsBloom", bloom(logs.get((int) number)));
    return reply;
  }

  // The yellow paper's M3:2048, by its words.
  private static String bloom(RawLog log) {
    var bits = bloomOf(log.address().bytes());
    for (var topic : log.topics()) {
      bits = bits.or(bloomOf(topic.bytes()));
    }
    var digits = bits.toString(16);
    return "0x" + "0".repeat(512 - digits.length()) + digits;
  }

  private static BigInteger bloomOf(byte[] item) {
    var hash = new BigInteger(1, Digests.keccak256(item).bytes());
    var bits = BigInteger.ZERO;
    for (var pair = 0; pair < 3; pair++) {
      bits = bits.setBit(hash.shiftRight(256 - 16 * (pair + 1)).intValue() & 2047);
    }
    return bits;
  }

  private static long number(JsonNode text) {
    return Long.parseLong(text.asText().substring(2), 16);
  }

  private static Hash hash(long number) {
    return Digests.keccak256(BigInteger.valueOf(number).toByteArray());
  }
}
