package souk.cli.console;

import static java.util.stream.Collectors.joining;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * Named values in the order they are shown. Names are camel case: keys of the JSON object, and with
 * a space before each capital the labels of the text.
 */
public final class Fields {
  private final SequencedMap<String, Value> values = new LinkedHashMap<>();

  /** What a field holds. */
  sealed interface Value {
    /** The value as a person reads it. */
    String text();

    record Text(String text) implements Value {}

    record Whole(long number) implements Value {
      @Override
      public String text() {
        return Long.toString(number);
      }
    }

    record Many(List<Value> parts) implements Value {
      @Override
      public String text() {
        var isOfGroups = parts.stream().anyMatch(Group.class::isInstance);
        return parts.stream().map(Value::text).collect(joining(isOfGroups ? "; " : ", "));
      }
    }

    record Group(Fields fields) implements Value {
      @Override
      public String text() {
        return fields.values().entrySet().stream()
            .map(it -> label(it.getKey()) + " " + it.getValue().text())
            .collect(joining(", "));
      }
    }

    record Flag(boolean holds) implements Value {
      @Override
      public String text() {
        return holds ? "yes" : "no";
      }
    }
  }

  /** Adds what the value's {@code toString} says. */
  public Fields add(String name, Object value) {
    return put(name, new Value.Text(value.toString()));
  }

  /** Adds a whole number. */
  public Fields add(String name, long number) {
    return put(name, new Value.Whole(number));
  }

  /** Adds a truth value. */
  public Fields add(String name, boolean holds) {
    return put(name, new Value.Flag(holds));
  }

  /**
   * Adds bytes: as text if they are, else in Base64 under the name with {@code Base64} after it.
   */
  public Fields addBytes(String name, byte[] bytes) {
    try {
      return add(name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)));
    } catch (CharacterCodingException e) {
      return add(name + "Base64", Base64.getEncoder().encodeToString(bytes));
    }
  }

  /** Adds what each value's {@code toString} says. */
  public Fields addAll(String name, List<?> texts) {
    return put(
        name,
        new Value.Many(texts.stream().<Value>map(it -> new Value.Text(it.toString())).toList()));
  }

  /** Adds whole numbers. */
  public Fields addNumbers(String name, List<Integer> numbers) {
    return put(
        name, new Value.Many(numbers.stream().<Value>map(it -> new Value.Whole(it)).toList()));
  }

  /** Adds a thing with fields of its own. */
  public Fields addOne(String name, Fields thing) {
    return put(name, new Value.Group(thing));
  }

  /** Adds several things with fields of their own. */
  public Fields addEach(String name, List<Fields> things) {
    return put(name, new Value.Many(things.stream().<Value>map(Value.Group::new).toList()));
  }

  private Fields put(String name, Value value) {
    values.put(name, value);
    return this;
  }

  SequencedMap<String, Value> values() {
    return Collections.unmodifiableSequencedMap(values);
  }

  static String label(String name) {
    return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }
}
