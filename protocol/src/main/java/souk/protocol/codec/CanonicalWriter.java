package souk.protocol.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import souk.protocol.value.Hash;

/** Big-endian counts and length-prefixed UTF-8: the same values always give the same bytes. */
final class CanonicalWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  CanonicalWriter count(int count) {
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
    return this;
  }

  CanonicalWriter text(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    count(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  CanonicalWriter number(long number) {
    out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    return this;
  }

  CanonicalWriter hash(Hash hash) {
    out.writeBytes(hash.bytes());
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
