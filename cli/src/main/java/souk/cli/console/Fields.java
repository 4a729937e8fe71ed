package souk.cli.console;

import java.util.Collections;
import java.util.LinkedHashMap;
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
