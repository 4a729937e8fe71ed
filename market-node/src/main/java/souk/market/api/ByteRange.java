package souk.market.api;

import java.util.regex.Pattern;

/**
 * Which bytes of a blob a request wants, RFC 9110 section 14: one range, or all. Several ranges at
 * once, and units other than bytes, are answered with all of it, as the standard allows.
 */
sealed interface ByteRange {
  /** Everything. */
  record All() implements ByteRange {}

  /**
   * Consecutive bytes.
   *
   * @param first first byte, from 0
   * @param last last byte, at least the first, below the blob's size
   */
  record Part(long first, long last) implements ByteRange {
    /** How many bytes. */
    long sizeBytes() {
      return last - first + 1;
    }
  }

  /** Bytes the blob does not have. */
  record Unsatisfiable() implements ByteRange {}

  /** One range; eighteen digits are more than any blob has. */
  Pattern ONE = Pattern.compile("(?i)bytes *= *([0-9]{0,18}) *- *([0-9]{0,18}) *");

  /**
   * Reads the value of a {@code Range} header.
   *
   * @param sizeBytes size of the blob
   */
  static ByteRange parse(String header, long sizeBytes) {
    var one = ONE.matcher(header);
    if (!one.matches()) {
      return new All();
    }
    var first = one.group(1);
    var last = one.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? new All() : suffix(Long.parseLong(last), sizeBytes);
    }
    var from = Long.parseLong(first);
    var to = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
    if (to < from) {
      return new All();
    }
    return from < sizeBytes ? new Part(from, Math.min(to, sizeBytes - 1)) : new Unsatisfiable();
  }

  private static ByteRange suffix(long count, long sizeBytes) {
    return count == 0 || sizeBytes == 0
        ? new Unsatisfiable()
        : new Part(Math.max(0, sizeBytes - count), sizeBytes - 1);
  }
}
