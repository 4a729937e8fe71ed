package souk.settlement.index;

import souk.protocol.value.Hash;

/**
 * Reads what {@link PackWriter} has written. Every method throws {@link IllegalArgumentException}
 * if that is not there.
 */
final class PackReader {
  private static final int CONTINUED = 0x80;
  private static final int BITS = 7;

  private final byte[] bytes;
  private final int end;
  private int next;

  /** Over a part of the bytes. */
  PackReader(byte[] bytes, int begin, int end) {
    require(begin >= 0 && begin <= end && end <= bytes.length, "is cut off");
    this.bytes = bytes;
    this.next = begin;
    this.end = end;
  }

  /** Where the next byte is. */
  int at() {
    return next;
  }

  long number() {
    var value = 0L;
    for (var shift = 0; shift < Long.SIZE - 1; shift += BITS) {
      var one = take();
      value |= (long) (one & ~CONTINUED) << shift;
      if (one < CONTINUED) {
        return value;
      }
    }
    throw new IllegalArgumentException("a pack of events has a number that is too long");
  }

  /** A number of at most that. */
  int upTo(int most) {
    var value = number();
    require(value <= most, "has a number that is too large");
    return (int) value;
  }

  byte[] raw(int length) {
    require(length <= end - next, "is cut off");
    var value = new byte[length];
    System.arraycopy(bytes, next, value, 0, length);
    next += length;
    return value;
  }

  /**
   * Bytes in words.
   *
   * @param most how many bytes there may be
   */
  byte[] words(int most) {
    var value = new byte[upTo(most)];
    for (var begin = 0; begin < value.length; begin += Hash.SIZE) {
      var wordEnd = Math.min(begin + Hash.SIZE, value.length);
      var length = take();
      require(length <= wordEnd - begin && length <= end - next, "has a word that is too long");
      System.arraycopy(bytes, next, value, wordEnd - length, length);
      next += length;
    }
    return value;
  }

  /** Requires that this was all. */
  void end() {
    require(next == end, "has bytes left behind it");
  }

  private int take() {
    require(next < end, "is cut off");
    return Byte.toUnsignedInt(bytes[next++]);
  }

  private static void require(boolean holds, String trouble) {
    if (!holds) {
      throw new IllegalArgumentException("a pack of events " + trouble);
    }
  }
}
