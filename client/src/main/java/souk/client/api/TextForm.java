package souk.client.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.util.function.Function;

/** A value as a JSON string. */
final class TextForm {
  private TextForm() {}

  static String string(JsonParser in, DeserializationContext context, Class<?> type)
      throws IOException {
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      throw JsonMappingException.from(context, type.getSimpleName() + " is a string");
    }
    return in.getText();
  }

  @SuppressWarnings("serial") // nobody serializes a serializer
  static final class Writer<T> extends StdScalarSerializer<T> {
    private final Function<T, String> write;

    Writer(Class<T> type, Function<T, String> write) {
      super(type);
      this.write = write;
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(write.apply(value));
    }
  }

  @SuppressWarnings("serial") // nobody serializes a deserializer
  static final class Reader<T> extends StdScalarDeserializer<T> {
    private final Class<T> type;
    private final Function<String, T> read;

    Reader(Class<T> type, Function<String, T> read) {
      super(type);
      this.type = type;
      this.read = read;
    }

    @Override
    public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return read.apply(string(in, context, type));
    }
  }
}
