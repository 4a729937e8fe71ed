package souk.testnet.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A node taken over by somebody: every text it answers with, but numbers, times and digests, is an
 * attack on the browser.
 */
final class HostileApi implements Consumer<Route> {
  /** What it answers otherwise than the node behind it: all but the stream of events. */
  static final Pattern DOCUMENTS = Pattern.compile(".*/v1/(?!events).*");

  static final String ATTACK = "<img src=x onerror=\"document.title='taken'\">";

  private static final Pattern HARMLESS =
      Pattern.compile("0x[0-9a-f]*|[0-9.]+|[0-9]{4}-[0-9]{2}-[0-9]{2}T.*|bafkrei.*");
  private static final Set<String> LEFT = Set.of("next");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public void accept(Route route) {
    var answer = route.fetch();
    try {
      var document = JSON.readTree(answer.body());
      poison(document);
      route.fulfill(
          new Route.FulfillOptions()
              .setResponse(answer)
              .setBodyBytes(JSON.writeValueAsBytes(document)));
    } catch (IOException e) {
      throw new UncheckedIOException(route.request().url() + " is no JSON", e);
    }
  }

  private static void poison(JsonNode node) {
    switch (node) {
      case ObjectNode object ->
          object
              .properties()
              .forEach(field -> field.setValue(poisoned(field.getKey(), field.getValue())));
      case ArrayNode array -> array.forEach(HostileApi::poison);
      default -> {
        // A value by itself is dealt with where it is held.
      }
    }
  }

  private static JsonNode poisoned(String name, JsonNode value) {
    if (!value.isTextual()) {
      poison(value);
      return value;
    }
    var harmless = LEFT.contains(name) || HARMLESS.matcher(value.textValue()).matches();
    return harmless ? value : TextNode.valueOf(ATTACK);
  }
}
