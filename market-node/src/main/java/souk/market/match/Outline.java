package souk.market.match;

/**
 * An order in four words, rounded: of an offer what it can do, of a job what it asks for. If an
 * offer serves a job, its outline covers the job's; not always the other way round, for numbers
 * keep ten bits and four tags share one. So a search passes over what cannot serve at the cost of a
 * few instructions, and looks at little else.
 *
 * <pre>
 *   sizes    fuel | memory | stake | less the price    lanes of 15 bits below a clear one
 *   terms    speed | record | cover | nothing
 *   tags     one bit for every fourth tag
 *   engines  one bit for the engine, which others may share
 * </pre>
 *
 * <p>Turned over, larger is smaller and a bit is no bit: a job's outline turned covers an offer's
 * turned exactly when the offer's covers the job's. That makes "the oldest job an offer can serve"
 * the same search as "the best offer for a job".
 */
final class Outline {
  /** How many words an outline is stored in. */
  static final int WORDS = 4;

  /** Most fuel; of offers as far as slots and bond reach. */
  static final int FUEL = 0;

  /** Pages. */
  static final int MEMORY = 1;

  /** The stake multiple. */
  static final int STAKE = 2;

  /** The price, to be set by {@link #setLess}. */
  static final int PRICE = 3;

  /** Fuel per second. */
  static final int SPEED = 4;

  /** The provider's audited value. */
  static final int RECORD = 5;

  /** Price times stake multiple. */
  static final int COVER = 6;

  private static final int LANES = 4;
  private static final int LANE_BITS = 16;
  private static final long LANE = 0x7fff;
  private static final long ALL_LANES = 0x7fff_7fff_7fff_7fffL;
  private static final long TOPS = 0x8000_8000_8000_8000L;
  private static final int FRACTION_BITS = 9;
  private static final long FRACTION = (1 << FRACTION_BITS) - 1;

  private long sizes;
  private long terms;
  private long tags;
  private long engines;
  private long anyTags;

  /**
   * Sets a number.
   *
   * @param number at least 0
   */
  void set(int lane, long number) {
    put(lane, rounded(number));
  }

  /** Sets a number of which less is more. */
  void setLess(int lane, long number) {
    put(lane, LANE ^ rounded(number));
  }

  /** Sets the tags, 64 in each word. */
  void setTags(long[] words) {
    tags = 0;
    for (var word : words) {
      tags |= word;
    }
  }

  /** Asks for any of those tags as well; 0 asks for none. */
  void setAnyTags(long word) {
    anyTags = word;
  }

  /** Sets the engine. */
  void setEngine(long bit) {
    engines = bit;
  }

  /** Becomes the other one turned over. */
  void turn(Outline other) {
    sizes = other.sizes ^ ALL_LANES;
    terms = other.terms ^ ALL_LANES;
    tags = ~other.tags;
    engines = ~other.engines;
    anyTags = 0;
  }

  /** Whether the other one covers this. */
  boolean isCoveredBy(Outline other) {
    return isCoveredBy(other.sizes, other.terms, other.tags, other.engines);
  }

  /** Whether the one stored there covers this. */
  boolean isCoveredBy(long[] cells, int start, int step) {
    return reach(cells[start], sizes)
        && isCoveredBy(
            cells[start], cells[start + step], cells[start + 2 * step], cells[start + 3 * step]);
  }

  /** Stores its words, each a step behind the one before. */
  void store(long[] cells, int start, int step) {
    cells[start] = sizes;
    cells[start + step] = terms;
    cells[start + 2 * step] = tags;
    cells[start + 3 * step] = engines;
  }

  /** Whether that is what is stored there. */
  boolean isStored(long[] cells, int start, int step) {
    return cells[start] == sizes
        && cells[start + step] == terms
        && cells[start + 2 * step] == tags
        && cells[start + 3 * step] == engines;
  }

  /** Becomes what nothing is covered by. */
  void clear() {
    sizes = 0;
    terms = 0;
    tags = 0;
    engines = 0;
  }

  /** Widens so that it covers all that the one stored there does. */
  void include(long[] cells, int start, int step) {
    include(cells[start], cells[start + step], cells[start + 2 * step], cells[start + 3 * step]);
  }

  /**
   * Widens so that it covers all that the other one does.
   *
   * @return whether it did not before
   */
  boolean include(Outline other) {
    return include(other.sizes, other.terms, other.tags, other.engines);
  }

  /** Becomes the other one. */
  void become(Outline other) {
    sizes = other.sizes;
    terms = other.terms;
    tags = other.tags;
    engines = other.engines;
  }

  /** Whether it covers the same as the other one. */
  boolean isSame(Outline other) {
    return sizes == other.sizes
        && terms == other.terms
        && tags == other.tags
        && engines == other.engines;
  }

  private boolean isCoveredBy(long otherSizes, long otherTerms, long otherTags, long otherEngines) {
    return reach(otherSizes, sizes)
        && reach(otherTerms, terms)
        && (tags & ~otherTags) == 0
        && (engines & ~otherEngines) == 0
        && (anyTags == 0 || (anyTags & otherTags) != 0);
  }

  private boolean include(long moreSizes, long moreTerms, long moreTags, long moreEngines) {
    var newSizes = larger(sizes, moreSizes);
    var newTerms = larger(terms, moreTerms);
    var newTags = tags | moreTags;
    var newEngines = engines | moreEngines;
    var isWider =
        newSizes != sizes || newTerms != terms || newTags != tags || newEngines != engines;
    sizes = newSizes;
    terms = newTerms;
    tags = newTags;
    engines = newEngines;
    return isWider;
  }

  private void put(int lane, long value) {
    var shift = lane % LANES * LANE_BITS;
    if (lane < LANES) {
      sizes = (sizes & ~(LANE << shift)) | (value << shift);
    } else {
      terms = (terms & ~(LANE << shift)) | (value << shift);
    }
  }

  /** Whether every lane is at least the needed one: no lane borrows from its clear bit. */
  private static boolean reach(long held, long needed) {
    return ((held | TOPS) - needed & TOPS) == TOPS;
  }

  /** Lane by lane the larger. */
  private static long larger(long a, long b) {
    var isLarger = (a | TOPS) - b & TOPS;
    var lanes = isLarger - (isLarger >>> (LANE_BITS - 1));
    return (a & lanes) | (b & ~lanes);
  }

  /** Bits of a number and the nine behind its first: the larger number never comes out smaller. */
  static long rounded(long number) {
    var bits = Long.SIZE - Long.numberOfLeadingZeros(number);
    var dropped = bits - 1 - FRACTION_BITS;
    var fraction = dropped > 0 ? number >>> dropped : number << -dropped;
    return ((long) bits << FRACTION_BITS) | (fraction & FRACTION);
  }
}
