package souk.client.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import souk.protocol.codec.Cid;
import souk.protocol.value.Hash;

/** A blob's digest as a CID; zero, which means none, as {@code null}. */
final class BlobForm {
  private BlobForm() {}

  @SuppressWarnings("serial") // nobody serializes a serializer
  static final class Writer extends StdScalarSerializer<Hash> {
    Writer() {
      super(Hash.class);
    }

    @Override
    public void serialize(Hash digest, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (digest.isZero()) {
        out.writeNull();
      } else {
        out.writeString(Cid.text(digest));
      }
    }
  }

  @SuppressWarnings("serial") // nobody serializes a deserializer
  static final class Reader extends StdScalarDeserializer<Hash> {
    Reader() {
      super(Hash.class);
    }

    @Override
    public Hash deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return Cid.parse(TextForm.string(in, context, Hash.class));
    }

    @Override
    public Hash getNullValue(DeserializationContext context) {
      return Hash.ZERO;
    }
  }
}
