package souk.cli.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes fields as one line of JSON. */
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  static String line(Fields fields) {
    var text = new StringWriter();
    try (var json = FACTORY.createGenerator(text)) {
      write(fields, json);
    } catch (IOException e) {
      throw new UncheckedIOException("a string writer never fails", e);
    }
    return text.toString();
  }

  private static void write(Fields fields, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (var field : fields.values().entrySet()) {
      json.writeFieldName(field.getKey());
      write(field.getValue(), json);
    }
    json.writeEndObject();
  }

  private static void write(Fields.Value value, JsonGenerator json) throws IOException {
    switch (value) {
      case Fields.Value.Text(var text) -> json.writeString(text);
      case Fields.Value.Whole(var number) -> json.writeNumber(number);
      case Fields.Value.Many(var parts) -> {
        json.writeStartArray();
        for (var part : parts) {
          write(part, json);
        }
        json.writeEndArray();
      }
      case Fields.Value.Group(var fields) -> write(fields, json);
      case Fields.Value.Flag(var holds) -> json.writeBoolean(holds);
    }
  }
}
