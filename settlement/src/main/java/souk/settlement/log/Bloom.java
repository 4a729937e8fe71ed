package souk.settlement.log;

import java.nio.ByteBuffer;
import souk.protocol.codec.Digests;

/**
 * The filter a block's header has over all that was logged in it (Ethereum yellow paper, section
 * 4.3.1): of addresses and topics it says for certain that they are not there, or that they may be.
 */
public final class Bloom {
  /** Size in bytes. */
  public static final int SIZE = 256;

  private static final int BITS = SIZE * Byte.SIZE;

  // The last bit of the field is bit 0.
  private final long[] words = new long[BITS / Long.SIZE];

  /**
   * Reads a header's field.
   *
   * @throws IllegalArgumentException if it has not 256 bytes
   */
  public Bloom(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("a bloom filter has 256 bytes, not " + bytes.length);
    }
    var in = ByteBuffer.wrap(bytes);
    for (var i = words.length - 1; i >= 0; i--) {
      words[i] = in.getLong();
    }
  }

  /** The three bits that stand for one address or topic, 0..2047 each. */
  public record Mark(int first, int second, int third) {
    /** Of an address's or topic's bytes. */
    public static Mark of(byte[] item) {
      var hash = Digests.keccak256(item).bytes();
      return new Mark(bit(hash, 0), bit(hash, 2), bit(hash, 4));
    }

    private static int bit(byte[] hash, int at) {
      return (Byte.toUnsignedInt(hash[at]) << Byte.SIZE | Byte.toUnsignedInt(hash[at + 1])) % BITS;
    }
  }

  /** Whether that may be in the block; false is certain. */
  public boolean mayHave(Mark mark) {
    return has(mark.first()) && has(mark.second()) && has(mark.third());
  }

  /** Whether it is so empty that what it says may be there most likely is. */
  public boolean isSparse() {
    var set = 0;
    for (var word : words) {
      set += Long.bitCount(word);
    }
    return set <= BITS / 4;
  }

  private boolean has(int bit) {
    return (words[bit / Long.SIZE] >>> bit % Long.SIZE & 1) == 1;
  }
}
