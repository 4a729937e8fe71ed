package souk.runtime.machine;

import java.io.ByteArrayOutputStream;

/** Bytes a guest writes, up to a limit. */
final class CappedBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final int limit;

  CappedBytes(int limit) {
    this.limit = limit;
  }

  /** Bytes that still fit. */
  int room() {
    return limit - bytes.size();
  }

  /** Keeps as many of the bytes as fit. */
  void write(byte[] source) {
    bytes.write(source, 0, Math.min(source.length, room()));
  }

  Bytes toBytes() {
    return Bytes.of(bytes.toByteArray());
  }
}
