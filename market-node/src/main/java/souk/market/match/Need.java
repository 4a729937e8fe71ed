package souk.market.match;

/**
 * What a search asks of an entry of a {@link RankedTree}: numbers it must reach and bits it must
 * have.
 */
final class Need {
  /** Numbers an entry is described by: the larger, the more it can do. */
  static final int NUMBERS = 7;

  /** Sets of 64 bits an entry is described by, behind the numbers. */
  static final int MASKS = 5;

  static final int COLUMNS = NUMBERS + MASKS;

  /** The column of which any bit is enough, where there are any. */
  static final int ANY_COLUMN = NUMBERS + 3;

  private final long[] columns = new long[COLUMNS];
  private long any;

  /** Asks for at least that number in a column, or for all bits of a mask. */
  void set(int column, long value) {
    columns[column] = value;
  }

  /** Asks for any of those bits in {@link #ANY_COLUMN}; 0 asks for none. */
  void setAny(long bits) {
    any = bits;
  }

  /** Whether entries described by at most these columns could do. */
  boolean isMetBy(long[] held) {
    return isMetBy(held, 0, 1);
  }

  /**
   * Whether an entry described by these columns does.
   *
   * @param start where its first column is
   * @param step how far one column is from the next
   */
  boolean isMetBy(long[] held, int start, int step) {
    var at = start;
    for (var column = 0; column < NUMBERS; column++, at += step) {
      if (held[at] < columns[column]) {
        return false;
      }
    }
    for (var column = NUMBERS; column < COLUMNS; column++, at += step) {
      if ((columns[column] & ~held[at]) != 0) {
        return false;
      }
    }
    return any == 0 || (any & held[start + ANY_COLUMN * step]) != 0;
  }
}
