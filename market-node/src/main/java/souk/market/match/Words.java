package souk.market.match;

import java.util.Set;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Region;
import souk.protocol.offer.Tags;
import souk.protocol.value.Amount;

/** What orders say, in words of 64 bits. */
final class Words {
  /** Which word of tags has the regions. */
  static final int REGIONS = 3;

  private static final int TAG_WORDS = 4;
  private static final long[] NO_TAGS = new long[TAG_WORDS];

  private Words() {}

  /** The tags, 64 in each of four words, the first in the lowest bit of the first; read only. */
  static long[] of(Tags tags) {
    var bits = tags.bits();
    if (bits.signum() == 0) {
      return NO_TAGS;
    }
    var words = new long[TAG_WORDS];
    var bytes = bits.toByteArray();
    var count = Math.min(bytes.length, TAG_WORDS * Long.BYTES);
    for (var number = 0; number < count; number++) {
      var part = bytes[bytes.length - 1 - number] & 0xffL;
      words[number / Long.BYTES] |= part << (number % Long.BYTES * Byte.SIZE);
    }
    return words;
  }

  /** The tags of those regions, as they are in the word {@link #REGIONS}. */
  static long of(Set<Region> regions) {
    var word = 0L;
    for (var region : regions) {
      word |= 1L << (region.tag() - REGIONS * Long.SIZE);
    }
    return word;
  }

  /** Whether every tag asked for is among those held. */
  static boolean containAll(long[] held, long[] asked) {
    var missing = 0L;
    for (var word = 0; word < TAG_WORDS; word++) {
      missing |= asked[word] & ~held[word];
    }
    return missing == 0;
  }

  /** A bit that engines of other names may share. */
  static long bit(EngineName engine) {
    return 1L << (engine.text().hashCode() & Long.SIZE - 1);
  }

  /** The amount, or {@link Long#MAX_VALUE} if it is larger. */
  static long saturated(Amount amount) {
    var units = amount.units();
    return units.bitLength() < Long.SIZE ? units.longValue() : Long.MAX_VALUE;
  }
}
