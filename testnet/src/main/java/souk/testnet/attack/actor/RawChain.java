package souk.testnet.attack.actor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.CallData;

/** A chain's JSON-RPC as anybody may ask it: every transaction there is, in blocks or not yet. */
final class RawChain {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI endpoint;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  /** Somebody's transaction. */
  record Seen(Hash hash, Address from, CallData data) {}

  RawChain(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** Transactions to a contract in the block of that height. */
  List<Seen> mined(long height, Address to) {
    var block = "0x" + Long.toHexString(height);
    var seen = new ArrayList<Seen>();
    for (var each : call("eth_getBlockByNumber", block, true).path("transactions")) {
      if (each.path("to").asText().equalsIgnoreCase(to.toString())) {
        seen.add(seen(each, to));
      }
    }
    return seen;
  }

  /** Transactions to a contract that are in no block yet. */
  List<Seen> pending(Address to) {
    var seen = new ArrayList<Seen>();
    for (var ofSender : call("txpool_content").path("pending")) {
      for (var each : ofSender) {
        if (each.path("to").asText().equalsIgnoreCase(to.toString())) {
          seen.add(seen(each, to));
        }
      }
    }
    return seen;
  }

  private static Seen seen(JsonNode each, Address to) {
    var input = HexFormat.of().parseHex(each.path("input").asText().substring(2));
    return new Seen(
        Hash.parse(each.path("hash").asText()),
        Address.parse(each.path("from").asText()),
        new CallData(to, Amount.ZERO, input));
  }

  private JsonNode call(String method, Object... parameters) {
    try {
      var body = Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", parameters);
      var request =
          HttpRequest.newBuilder(endpoint)
              .timeout(PATIENCE)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
              .build();
      return json.readTree(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body())
          .path("result");
    } catch (IOException e) {
      throw new UncheckedIOException("the chain does not answer " + method, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
