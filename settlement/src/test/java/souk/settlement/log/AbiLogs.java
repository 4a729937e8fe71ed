package souk.settlement.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import souk.protocol.codec.Digests;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.LogPosition;
import souk.settlement.chain.RawLog;

/**
 * Logs of random content for every event in the contracts' ABI, encoded as Solidity does. Most
 * fields are what a contract would log; now and then one is anything its type allows.
 */
public final class AbiLogs {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WORD = 32;
  private static final List<String> CONTRACTS =
      List.of(
          "Market",
          "Orders",
          "History",
          "Verifiers",
          "Audits",
          "Jury",
          "Disputes",
          "Demands",
          "Relay",
          "Agents");

  private static final Map<String, Long> LEAST =
      Map.of("stakeMultiple", 5L, "effect", 1L, "reason", 1L, "outcome", 10L);

  private final RandomGenerator random;
  private final double wildness;

  /**
   * @param wildness chance of each field to be anything, 0..1
   */
  public AbiLogs(RandomGenerator random, double wildness) {
    this.random = random;
    this.wildness = wildness;
  }

  /** One event of a contract. */
  public record Event(String name, Hash topic, List<JsonNode> inputs) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Every event of the contracts that a market logs. */
  public static List<Event> events() {
    var events = new TreeMap<String, Event>();
    for (var contract : CONTRACTS) {
      abi(contract)
          .valueStream()
          .filter(entry -> entry.path("type").asText().equals("event"))
          .map(AbiLogs::event)
          .forEach(event -> events.put(event.name(), event));
    }
    return List.copyOf(events.values());
  }

  /** A log of that event, by that contract. */
  public RawLog log(Event event, Address contract, LogPosition at) {
    var topics = new ArrayList<Hash>();
    topics.add(event.topic());
    event.inputs().stream()
        .filter(AbiLogs::isIndexed)
        .forEach(input -> topics.add(Hash.of(encode(input))));
    var rest = event.inputs().stream().filter(input -> !isIndexed(input)).toList();
    return new RawLog(contract, at, topics, encodeAll(rest));
  }

  private static Event event(JsonNode entry) {
    var inputs = entry.path("inputs").valueStream().toList();
    var types = inputs.stream().map(AbiLogs::type).collect(Collectors.joining(",", "(", ")"));
    var signature = entry.path("name").asText() + types;
    var topic = Digests.keccak256(signature.getBytes(StandardCharsets.US_ASCII));
    return new Event(entry.path("name").asText(), topic, inputs);
  }

  private static String type(JsonNode input) {
    var type = input.path("type").asText();
    return type.startsWith("tuple")
        ? components(input).map(AbiLogs::type).collect(Collectors.joining(",", "(", ")"))
            + type.substring("tuple".length())
        : type;
  }

  private static Stream<JsonNode> components(JsonNode input) {
    return input.path("components").valueStream();
  }

  private static boolean isIndexed(JsonNode input) {
    return input.path("indexed").asBoolean();
  }

  private static boolean isDynamic(JsonNode input) {
    var type = input.path("type").asText();
    return type.endsWith("[]")
        || type.equals("bytes")
        || (type.equals("tuple") && components(input).anyMatch(AbiLogs::isDynamic));
  }

  private byte[] encodeAll(List<JsonNode> inputs) {
    var encoded = inputs.stream().map(this::encode).toList();
    var headSize = 0;
    for (var i = 0; i < inputs.size(); i++) {
      headSize += isDynamic(inputs.get(i)) ? WORD : encoded.get(i).length;
    }
    var head = new ByteArrayOutputStream();
    var tail = new ByteArrayOutputStream();
    for (var i = 0; i < inputs.size(); i++) {
      if (isDynamic(inputs.get(i))) {
        head.writeBytes(word(BigInteger.valueOf(headSize + (long) tail.size())));
        tail.writeBytes(encoded.get(i));
      } else {
        head.writeBytes(encoded.get(i));
      }
    }
    head.writeBytes(tail.toByteArray());
    return head.toByteArray();
  }

  private byte[] encode(JsonNode input) {
    var type = input.path("type").asText();
    if (type.equals("tuple")) {
      return encodeAll(components(input).toList());
    }
    if (type.endsWith("[]")) {
      return encodeList(input.path("name").asText(), type.substring(0, type.length() - 2));
    }
    if (type.equals("bytes")) {
      return encodeBytes();
    }
    var name = input.path("name").asText();
    return value(
        input.path("internalType").asText().equals("enum EffectKind") ? "effect" : name, type);
  }

  private byte[] encodeBytes() {
    var bytes = new byte[random.nextInt(100)];
    random.nextBytes(bytes);
    var all = new ByteArrayOutputStream();
    all.writeBytes(word(BigInteger.valueOf(bytes.length)));
    all.writeBytes(Arrays.copyOf(bytes, Math.ceilDiv(bytes.length, WORD) * WORD));
    return all.toByteArray();
  }

  private byte[] encodeList(String name, String type) {
    var size = random.nextInt(5);
    var list = new ByteArrayOutputStream();
    list.writeBytes(word(BigInteger.valueOf(size)));
    for (var i = 0; i < size; i++) {
      list.writeBytes(value(name, type));
    }
    return list.toByteArray();
  }

  private byte[] value(String name, String type) {
    if (type.equals("address")) {
      return word(number(random.nextInt(9) == 0 ? 0 : 160));
    }
    if (type.equals("bool")) {
      return word(number(1));
    }
    if (type.startsWith("bytes")) {
      return bytes(name, Integer.parseInt(type.substring("bytes".length())));
    }
    var bits = Integer.parseInt(type.substring("uint".length()));
    return word(random.nextDouble() < wildness ? number(bits) : likely(name, bits));
  }

  private byte[] bytes(String name, int size) {
    var bytes = new byte[size];
    random.nextBytes(bytes);
    if (name.equals("engine") && random.nextDouble() >= wildness) {
      bytes = "endive".getBytes(StandardCharsets.US_ASCII);
    }
    return Arrays.copyOf(bytes, WORD);
  }

  // What the contracts let through, by what a field is called.
  private BigInteger likely(String name, int bits) {
    var ranges =
        Map.ofEntries(
            Map.entry("kind", 1L),
            Map.entry("turnLimit", 1L),
            Map.entry("outputKeyPrefix", 1L),
            Map.entry("item", 6L),
            Map.entry("blob", 3L),
            Map.entry("state", 13L),
            Map.entry("effect", 6L),
            Map.entry("effects", 65L),
            Map.entry("reason", 11L),
            Map.entry("outcome", 13L),
            Map.entry("exitStatus", 1L << 32),
            Map.entry("index", 1L << 20),
            Map.entry("stakeMultiple", 1L << 16),
            Map.entry("maxPages", 1L << 16),
            Map.entry("memoryLimit", 1L << 16));
    var most = 1L << Math.min(bits - 1, 40);
    var range = Math.min(ranges.getOrDefault(name, most), most);
    var least = LEAST.getOrDefault(name, range > 1 << 13 ? 1L : 0L);
    return BigInteger.valueOf(random.nextLong(least, Math.max(range, least + 1L)));
  }

  private BigInteger number(int bits) {
    var bytes = new byte[WORD];
    random.nextBytes(bytes);
    return new BigInteger(1, bytes).mod(BigInteger.ONE.shiftLeft(bits));
  }

  private static byte[] word(BigInteger number) {
    var bytes = number.toByteArray();
    var word = new byte[WORD];
    var size = Math.min(bytes.length, WORD);
    System.arraycopy(bytes, bytes.length - size, word, WORD - size, size);
    return word;
  }

  private static JsonNode abi(String contract) {
    try (var in = AbiLogs.class.getResourceAsStream("/souk/contracts/" + contract + ".json")) {
      return JSON.readTree(in).path("abi");
    } catch (IOException e) {
      throw new UncheckedIOException("the contracts' interfaces are not on the class path", e);
    }
  }
}
