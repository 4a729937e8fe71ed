package souk.market.match;

import souk.protocol.offer.EngineName;
import souk.protocol.offer.Tags;
import souk.protocol.value.Amount;

/**
 * What the columns of a {@link Need} stand for. Of offers they say how much they can do; of jobs,
 * how little they ask for, so that for both "first that can" is the same search.
 */
final class Columns {
  /** Offers: less the price. Jobs: the ceiling. */
  static final int PRICE = 0;

  /** Offers: most fuel, as far as slots and bond reach. Jobs: less the limit. */
  static final int FUEL = 1;

  /** Offers: fuel per second. Jobs: less the least speed that is in time. */
  static final int SPEED = 2;

  /** Offers: pages. Jobs: less the limit. */
  static final int MEMORY = 3;

  /** Offers: the stake multiple. Jobs: less the least. */
  static final int STAKE = 4;

  /** Offers: the provider's audited value. Jobs: less the least wished for. */
  static final int REPUTATION = 5;

  /** Offers: price times stake multiple. Jobs: less what their value at risk asks of it. */
  static final int COVER = 6;

  /** First of four columns. Offers: their tags. Jobs: the tags they do not ask for. */
  static final int TAGS = Need.NUMBERS;

  /** Offers: one bit for their engine. Jobs: the engines they take. */
  static final int ENGINE = Need.NUMBERS + 4;

  /** How many there are of them. */
  static final int TAG_WORDS = 4;

  /** Which of them has the regions' tags. */
  static final int REGION_WORD = 3;

  private Columns() {}

  /** The tags, 64 in each number, the first in the lowest bit of the first. */
  static long[] words(Tags tags) {
    var words = new long[TAG_WORDS];
    if (tags.bits().signum() != 0) {
      for (var word = 0; word < TAG_WORDS; word++) {
        words[word] = tags.bits().shiftRight(word * Long.SIZE).longValue();
      }
    }
    return words;
  }

  /** A bit that engines of other names may share. */
  static long bit(EngineName engine) {
    return 1L << (engine.text().hashCode() & Long.SIZE - 1);
  }

  /** The amount, or {@link Long#MAX_VALUE} if it is larger. */
  static long saturated(Amount amount) {
    return amount.units().bitLength() < Long.SIZE ? amount.units().longValue() : Long.MAX_VALUE;
  }
}
