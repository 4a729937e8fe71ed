package souk.runtime.module;

import java.util.Arrays;

/** Writes the WebAssembly binary format into a growing array. */
final class ByteWriter {
  private byte[] bytes = new byte[256];
  private int size;

  int size() {
    return size;
  }

  ByteWriter u8(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /** Unsigned LEB128. */
  ByteWriter u32(int value) {
    var rest = value;
    while (Integer.compareUnsigned(rest, 0x7F) > 0) {
      u8((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    return u8(rest);
  }

  /** Signed LEB128. */
  ByteWriter signed(long value) {
    var rest = value;
    while (rest < -64 || rest > 63) {
      u8((int) (rest & 0x7F) | 0x80);
      rest >>= 7;
    }
    return u8((int) rest & 0x7F);
  }

  /** The low bytes of a value, least significant first. */
  ByteWriter littleEndian(long value, int count) {
    for (var i = 0; i < count; i++) {
      u8((int) (value >>> (8 * i)));
    }
    return this;
  }

  ByteWriter bytes(byte[] source) {
    return range(source, 0, source.length);
  }

  ByteWriter range(byte[] source, int from, int to) {
    reserve(to - from);
    System.arraycopy(source, from, bytes, size, to - from);
    size += to - from;
    return this;
  }

  ByteWriter append(ByteWriter other) {
    return range(other.bytes, 0, other.size);
  }

  /** The other's bytes behind their length. */
  ByteWriter sized(ByteWriter other) {
    return u32(other.size).append(other);
  }

  ByteWriter section(int id, ByteWriter content) {
    return u8(id).sized(content);
  }

  void clear() {
    size = 0;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int count) {
    if (bytes.length - size < count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + count));
    }
  }
}
