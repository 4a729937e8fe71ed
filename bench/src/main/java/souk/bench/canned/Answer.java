package souk.bench.canned;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An answer put together of parts, some of which were there before it was asked for. */
final class Answer {
  private final List<byte[]> parts = new ArrayList<>();
  private long sizeBytes;

  Answer append(String ascii) {
    return append(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  /** These bytes, which are not copied. */
  Answer append(byte[] part) {
    parts.add(part);
    sizeBytes += part.length;
    return this;
  }

  long sizeBytes() {
    return sizeBytes;
  }

  void writeTo(OutputStream out) throws IOException {
    for (var part : parts) {
      out.write(part);
    }
  }
}
