package souk.settlement.index;

import java.util.Arrays;
import souk.protocol.value.Hash;

/** Bytes of a pack of events, as they are written; {@link PackReader} reads them. */
final class PackWriter {
  private static final int FIRST_CAPACITY = 256;
  private static final int CONTINUED = 0x80;
  private static final int BITS = 7;

  private byte[] bytes = new byte[FIRST_CAPACITY];
  private int size;

  /** Bytes so far. */
  int size() {
    return size;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Seven bits a byte, lowest first (LEB128); at least 0. */
  PackWriter number(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("a pack holds no negative number: " + value);
    }
    var rest = value;
    for (; rest >= CONTINUED; rest >>>= BITS) {
      put((byte) (rest | CONTINUED));
    }
    put((byte) rest);
    return this;
  }

  /** These bytes as they are. */
  PackWriter raw(byte[] value, int length) {
    reserve(length);
    System.arraycopy(value, 0, bytes, size, length);
    size += length;
    return this;
  }

  /** Their size, then the bytes in words of 32, each without its leading zeros. */
  PackWriter words(byte[] value) {
    number(value.length);
    for (var begin = 0; begin < value.length; begin += Hash.SIZE) {
      var end = Math.min(begin + Hash.SIZE, value.length);
      var first = begin;
      while (first < end && value[first] == 0) {
        first++;
      }
      put((byte) (end - first));
      reserve(end - first);
      System.arraycopy(value, first, bytes, size, end - first);
      size += end - first;
    }
    return this;
  }

  /** All that the other holds. */
  PackWriter all(PackWriter other) {
    return raw(other.bytes, other.size);
  }

  private void put(byte value) {
    reserve(1);
    bytes[size++] = value;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
