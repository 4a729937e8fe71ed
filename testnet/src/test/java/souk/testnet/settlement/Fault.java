package souk.testnet.settlement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiConsumer;
import java.util.stream.StreamSupport;

/** A way in which an endpoint fails or lies: what becomes of a reply before it is told. */
enum Fault {
  NONE(Fault::nothing),

  // Does not answer, or with what is no answer

  SILENT(Fault::nothing),
  STATUS_500(Fault::nothing),
  STATUS_429(Fault::nothing),
  ERROR_PAGE(Fault::nothing),
  CUT_OFF(Fault::nothing),
  TOO_LONG(Fault::nothing),
  WRONG_ID((call, reply) -> reply.put("id", reply.path("id").asInt() + 1_000)),
  REFUSES((call, reply) -> refuse(reply)),
  NULLS((call, reply) -> reply.putNull("result")),
  NONSENSE((call, reply) -> reply.put("result", "0xno")),

  // Lags

  OLD_HEAD(Fault::nothing),
  NO_NEW_BLOCKS(
      (call, reply) -> {
        if (isBlock(call) && !call.path("params").path(0).asText().equals("0x0")) {
          reply.putNull("result");
        }
      }),

  // Lies about blocks

  ABSURD_HEAD(
      (call, reply) -> {
        if (isBlock(call) && call.path("params").path(0).asText().equals("latest")) {
          result(reply).put("number", "0x7fffffff");
        }
      }),
  UNLINKED_BLOCKS(
      (call, reply) -> {
        if (isBlock(call) && result(reply) != null) {
          result(reply).put("parentHash", "0x" + "ab".repeat(32));
        }
      }),
  ANOTHER_CHAIN(
      (call, reply) -> {
        if (call.path("method").asText().equals("eth_chainId")) {
          reply.put("result", "0x9");
        } else if (isBlock(call) && reply.path("result").isObject()) {
          flip(result(reply), "hash");
          flip(result(reply), "parentHash");
        } else if (isLogs(call)) {
          reply.path("result").forEach(log -> flip((ObjectNode) log, "blockHash"));
        }
      }),

  // Lies about logs

  NO_LOGS(logs((call, logs) -> logs.removeAll())),
  NO_LOGS_OF_RANGES(
      logs(
          (call, logs) -> {
            if (!call.path("params").path(0).has("blockHash")) {
              logs.removeAll();
            }
          })),
  HALF_THE_LOGS(
      logs(
          (call, logs) -> {
            for (var i = logs.size() - 1; i >= 0; i -= 2) {
              logs.remove(i);
            }
          })),
  LOGS_TWICE(logs((call, logs) -> logs.addAll(logs.deepCopy()))),
  LOGS_BACKWARDS(
      logs(
          (call, logs) -> {
            for (var i = logs.size() - 2; i >= 0; i--) {
              logs.add(logs.remove(i));
            }
          })),
  INVENTED_LOGS(
      logs((call, logs) -> each(logs, log -> topics(log).set(1, "0x" + "cd".repeat(32))))),
  FOREIGN_LOGS(logs((call, logs) -> each(logs, log -> log.put("address", "0x" + "12".repeat(20))))),
  LOGS_OF_OTHER_HEIGHTS(logs((call, logs) -> each(logs, log -> log.put("blockNumber", "0x1")))),
  LOGS_OF_OTHER_BLOCKS(
      logs((call, logs) -> each(logs, log -> log.put("blockHash", "0x" + "ef".repeat(32))))),
  REMOVED_LOGS(logs((call, logs) -> each(logs, log -> log.put("removed", true)))),
  PENDING_LOGS(logs((call, logs) -> each(logs, log -> log.putNull("blockHash")))),
  CROOKED_LOGS(logs((call, logs) -> each(logs, log -> log.put("data", "0xabc"))));

  @SuppressWarnings("ImmutableEnumChecker") // none of them keeps anything
  private final BiConsumer<JsonNode, ObjectNode> change;

  Fault(BiConsumer<JsonNode, ObjectNode> change) {
    this.change = change;
  }

  /** What is told instead of that reply. */
  void spoil(JsonNode call, ObjectNode reply) {
    change.accept(call, reply);
  }

  private static void nothing(JsonNode call, ObjectNode reply) {}

  private static BiConsumer<JsonNode, ObjectNode> logs(BiConsumer<JsonNode, ArrayNode> change) {
    return (call, reply) -> {
      if (isLogs(call) && reply.path("result") instanceof ArrayNode logs) {
        change.accept(call, logs);
      }
    };
  }

  private interface LogChange {
    void apply(ObjectNode log);
  }

  private static void each(ArrayNode logs, LogChange change) {
    StreamSupport.stream(logs.spliterator(), false).forEach(log -> change.apply((ObjectNode) log));
  }

  private static boolean isLogs(JsonNode call) {
    return call.path("method").asText().equals("eth_getLogs");
  }

  private static boolean isBlock(JsonNode call) {
    return call.path("method").asText().equals("eth_getBlockByNumber");
  }

  private static ObjectNode result(ObjectNode reply) {
    return (ObjectNode) reply.path("result");
  }

  private static ArrayNode topics(ObjectNode log) {
    return (ArrayNode) log.path("topics");
  }

  private static void refuse(ObjectNode reply) {
    reply.remove("result");
    reply.putObject("error").put("code", -32005).put("message", "limit exceeded");
  }

  private static void flip(ObjectNode object, String field) {
    var text = object.path(field).asText();
    object.put(field, "0x" + (text.startsWith("0xff") ? "00" : "ff") + text.substring(4));
  }
}
