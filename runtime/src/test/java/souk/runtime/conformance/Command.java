package souk.runtime.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import souk.runtime.workbench.Value;

/** One command of a script of the suite, as {@code wast2json} writes it. */
record Command(JsonNode json) {
  String type() {
    return json.get("type").asText();
  }

  int line() {
    return json.get("line").asInt();
  }

  /** The module's file; empty if the command has none. */
  Optional<String> file() {
    return text(json, "filename");
  }

  boolean isText() {
    return text(json, "module_type").equals(Optional.of("text"));
  }

  Optional<String> name() {
    return text(json, "name");
  }

  String registeredAs() {
    return json.get("as").asText();
  }

  boolean isGet() {
    return action().get("type").asText().equals("get");
  }

  /** The module it is about; empty for the latest. */
  Optional<String> target() {
    return text(action(), "module");
  }

  String field() {
    return action().get("field").asText();
  }

  List<Value> arguments() {
    var values = new ArrayList<Value>();
    for (var argument : action().get("args")) {
      values.add(new Value(kind(argument), bits(argument.get("value").asText())));
    }
    return values;
  }

  List<Expected> expected() {
    var values = new ArrayList<Expected>();
    for (var value : json.path("expected")) {
      values.add(new Expected(kind(value), value.path("value").asText()));
    }
    return values;
  }

  /**
   * What a result must be.
   *
   * @param pattern its bits in decimal, {@code null}, {@code nan:canonical} or {@code
   *     nan:arithmetic}
   */
  record Expected(Value.Type type, String pattern) {
    private static final long F32_NAN = 0x7FC0_0000L;
    private static final long F64_NAN = 0x7FF8_0000_0000_0000L;

    /** Whether a result is it. The machine leaves only one NaN where the suite allows several. */
    boolean matches(Value value) {
      var wanted =
          pattern.startsWith("nan:") ? (type == Value.Type.F32 ? F32_NAN : F64_NAN) : bits(pattern);
      return value.equals(new Value(type, wanted));
    }
  }

  private JsonNode action() {
    return json.get("action");
  }

  private static Value.Type kind(JsonNode value) {
    return Value.Type.valueOf(value.get("type").asText().toUpperCase(Locale.ROOT));
  }

  private static long bits(String text) {
    return text.equals("null") ? Value.NULL : Long.parseUnsignedLong(text);
  }

  private static Optional<String> text(JsonNode node, String field) {
    return Optional.ofNullable(node.get(field)).map(JsonNode::asText);
  }
}
