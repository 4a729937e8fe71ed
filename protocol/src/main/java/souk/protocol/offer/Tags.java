package souk.protocol.offer;

import java.math.BigInteger;

/**
 * A set of capability tags, one bit each: what a job asks for and an offer carries.
 *
 * @param bits 0 to 2^256 - 1
 */
public record Tags(BigInteger bits) {
  /** No tags. */
  public static final Tags NONE = new Tags(BigInteger.ZERO);

  private static final int COUNT = 256;

  /**
   * @throws IllegalArgumentException if the bits are negative or more than 256
   */
  public Tags {
    if (bits.signum() < 0 || bits.bitLength() > COUNT) {
      throw new IllegalArgumentException("tags are a set of 256 bits: " + bits);
    }
  }

  /** This set and the tag with that number, 0..255. */
  public Tags with(int tag) {
    return new Tags(bits.setBit(tag));
  }

  /** Whether every tag of the other set is in this one. */
  public boolean containsAll(Tags other) {
    return other.bits.andNot(bits).signum() == 0;
  }
}
