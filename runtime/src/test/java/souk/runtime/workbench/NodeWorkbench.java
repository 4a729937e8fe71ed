package souk.runtime.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** V8, in a Node process that does what it is told line by line: {@code workbench.mjs}. */
public final class NodeWorkbench implements Workbench {
  private static final Path SCRIPT = Path.of("src/test/js/workbench.mjs");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process node;
  private final BufferedReader answers;
  private int instances;

  private NodeWorkbench(Process node) {
    this.node = node;
    this.answers = node.inputReader(StandardCharsets.UTF_8);
  }

  public static Workbench start() {
    try {
      return new NodeWorkbench(
          new ProcessBuilder("node", SCRIPT.toAbsolutePath().toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return "v8";
  }

  @Override
  public Linking link(byte[] rewritten) {
    var answer = ask(order("link", instances).put("module", rewritten));
    if (answer.has("unlinkable")) {
      return new Linking.Unlinkable(answer.get("unlinkable").asText());
    }
    if (answer.has("trapped")) {
      return new Linking.Trapped(answer.get("trapped").asText());
    }
    return new Linking.Linked(instances++);
  }

  @Override
  public void register(int instance, String module) {
    ask(order("register", instance).put("as", module));
  }

  @Override
  public Called call(
      int instance, String export, List<Value> arguments, List<Value.Type> results, long fuel) {
    var order = order("call", instance).put("export", export).put("fuel", Long.toString(fuel));
    var parameters = order.putArray("parameters");
    var values = order.putArray("arguments");
    for (var argument : arguments) {
      parameters.add(argument.type().name());
      values.add(Long.toString(argument.bits()));
    }
    var wanted = order.putArray("results");
    results.forEach(type -> wanted.add(type.name()));
    var answer = ask(order);
    return new Called(
        answer.get("trapped").asBoolean(),
        values(answer.get("values"), results),
        answer.get("fuel").asLong(),
        answer.get("depth").asInt());
  }

  private static List<Value> values(JsonNode texts, List<Value.Type> types) {
    var values = new ArrayList<Value>();
    for (var i = 0; i < texts.size(); i++) {
      values.add(value(texts.get(i), types.get(i)));
    }
    return values;
  }

  private static Value value(JsonNode text, Value.Type type) {
    return Value.of(type, Long.parseLong(text.asText()));
  }

  @Override
  public Value global(int instance, String export, Value.Type type) {
    var order = order("global", instance).put("export", export).put("type", type.name());
    return value(ask(order).get("value"), type);
  }

  @Override
  public Optional<String> memory(int instance) {
    var hash = ask(order("memory", instance)).get("sha256").asText();
    return hash.isEmpty() ? Optional.empty() : Optional.of(hash);
  }

  @Override
  public void clear() {
    instances = 0;
    ask(order("clear", 0));
  }

  private static ObjectNode order(String what, int instance) {
    return JSON.createObjectNode().put("do", what).put("instance", instance);
  }

  private JsonNode ask(ObjectNode order) {
    try {
      var orders = node.outputWriter(StandardCharsets.UTF_8);
      orders.write(JSON.writeValueAsString(order));
      orders.write('\n');
      orders.flush();
      var line = answers.readLine();
      if (line == null) {
        throw new AssertionError("node ended at " + order.get("do"));
      }
      var answer = JSON.readTree(line);
      if (answer.has("fault")) {
        throw new AssertionError("v8 failed: " + answer.get("fault").asText());
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    node.destroyForcibly();
    node.onExit().join();
  }
}
