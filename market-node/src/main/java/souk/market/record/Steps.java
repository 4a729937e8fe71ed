package souk.market.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import souk.client.api.Json;
import souk.client.api.Step;
import souk.protocol.value.Address;
import souk.settlement.chain.ChainEvent;

/** Events as steps of a job: names and texts, whatever the event says. */
final class Steps {
  // Told by the step itself, or by the job.
  private static final Set<String> ELSEWHERE = Set.of("at", "jobId", "attempt", "job");
  // Who acts, in the order of who is meant if an event names several.
  private static final List<String> ACTORS =
      List.of(
          "/provider",
          "/verifier",
          "/juror",
          "/challenger",
          "/appellant",
          "/demander",
          "/consumer",
          "/account",
          "/deal/provider",
          "/job/consumer");

  private Steps() {}

  static Step of(ChainEvent event, Optional<Instant> time) {
    var says = Json.tree(event);
    return new Step(
        kind(event),
        event.at().blockNumber(),
        time,
        event.at().transaction(),
        Stream.of(find(says, "/attempt"), find(says, "/deal/attempt"))
            .flatMap(Optional::stream)
            .map(JsonNode::asInt)
            .findFirst(),
        ACTORS.stream()
            .flatMap(name -> find(says, name).stream())
            .map(node -> Address.parse(node.asText()))
            .findFirst(),
        details(says));
  }

  /** The record's name in lower case, its words apart. */
  static String kind(ChainEvent event) {
    return event
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
        .toLowerCase(Locale.ROOT);
  }

  private static Optional<JsonNode> find(JsonNode says, String path) {
    return Optional.of(says.at(path)).filter(JsonNode::isValueNode).filter(it -> !it.isNull());
  }

  private static Map<String, String> details(JsonNode says) {
    var details = new LinkedHashMap<String, String>();
    says.properties().stream()
        .filter(field -> !ELSEWHERE.contains(field.getKey()))
        .forEach(field -> add(details, field.getKey(), field.getValue()));
    return details;
  }

  private static void add(Map<String, String> details, String name, JsonNode value) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(field -> add(details, name + "." + field.getKey(), field.getValue()));
    } else if (value.isArray()) {
      details.put(name, String.join(" ", value.valueStream().map(JsonNode::asText).toList()));
    } else if (!value.isNull()) {
      details.put(name, value.asText());
    }
  }
}
