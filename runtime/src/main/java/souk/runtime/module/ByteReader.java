package souk.runtime.module;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the WebAssembly binary format from a range of bytes and never past it.
 *
 * <p>Every method throws {@link InadmissibleModuleException} where the bytes end early or are not
 * of the form asked for.
 */
final class ByteReader {
  private final byte[] bytes;
  private final int end;
  private int position;

  ByteReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private ByteReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  int position() {
    return position;
  }

  boolean atEnd() {
    return position == end;
  }

  int remaining() {
    return end - position;
  }

  /** The next byte without consuming it, or -1 at the end. */
  int peek() {
    return atEnd() ? -1 : bytes[position] & 0xFF;
  }

  int u8() {
    if (atEnd()) {
      throw malformed("it ends too early");
    }
    return bytes[position++] & 0xFF;
  }

  /** An unsigned LEB128 number of 32 bits. */
  long u32() {
    var value = 0L;
    for (var shift = 0; shift < 35; shift += 7) {
      var next = u8();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        if (value > 0xFFFF_FFFFL) {
          break;
        }
        return value;
      }
    }
    throw malformed("a number exceeds 32 bits");
  }

  /** An index or size: a u32 that also fits a Java int. */
  int index() {
    var value = u32();
    if (value > Integer.MAX_VALUE) {
      throw malformed("an index is " + value);
    }
    return (int) value;
  }

  /** The length of a list, at most {@code most} and with at least a byte for each element. */
  int count(int most, String what) {
    var count = u32();
    if (count > most) {
      throw new InadmissibleModuleException(
          "the module has %d %s, the machine admits %d".formatted(count, what, most));
    }
    if (count > remaining()) {
      throw malformed("it ends too early");
    }
    return (int) count;
  }

  /** A signed LEB128 number of the given width, 33 at most for a block's type. */
  long signed(int bits) {
    var value = 0L;
    var shift = 0;
    int next;
    do {
      next = u8();
      value |= (long) (next & 0x7F) << shift;
      shift += 7;
    } while (next >= 0x80 && shift < bits);
    if (next >= 0x80) {
      throw malformed("a number exceeds " + bits + " bits");
    }
    return shift < 64 && (next & 0x40) != 0 ? value | (-1L << shift) : value;
  }

  /** The four bytes of a float. */
  float float32() {
    return Float.intBitsToFloat((int) littleEndian(Float.BYTES));
  }

  /** The eight bytes of a float. */
  double float64() {
    return Double.longBitsToDouble(littleEndian(Double.BYTES));
  }

  private long littleEndian(int count) {
    var value = 0L;
    for (var i = 0; i < count; i++) {
      value |= (long) u8() << (Byte.SIZE * i);
    }
    return value;
  }

  void skip(int count) {
    if (count > remaining()) {
      throw malformed("it ends too early");
    }
    position += count;
  }

  /** A reader over the next bytes, which this one passes by. */
  ByteReader slice(int sizeBytes) {
    var start = position;
    skip(sizeBytes);
    return new ByteReader(bytes, start, position);
  }

  /** Another reader over what is left. */
  ByteReader again() {
    return new ByteReader(bytes, position, end);
  }

  /** A reader over part of the same bytes. */
  ByteReader at(Layout.Span span) {
    return new ByteReader(bytes, span.from(), span.to());
  }

  /** Appends the bytes between two positions. */
  void copy(int from, int to, ByteWriter out) {
    out.range(bytes, from, to);
  }

  /** A name of at most {@code most} bytes, in valid UTF-8. */
  String name(int most) {
    var size = count(most, "bytes in a name");
    var start = position;
    skip(size);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, start, size))
          .toString();
    } catch (CharacterCodingException _) {
      throw malformed("a name is not UTF-8");
    }
  }

  /** Requires that everything has been read. */
  void end(String what) {
    if (!atEnd()) {
      throw malformed("bytes are left over after " + what);
    }
  }

  static InadmissibleModuleException malformed(String detail) {
    return new InadmissibleModuleException("not a valid WebAssembly module: " + detail);
  }
}
