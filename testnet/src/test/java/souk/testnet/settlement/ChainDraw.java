package souk.testnet.settlement;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;
import souk.testnet.simulation.Draw;

/** What a seed block's hash draws for a job without a secret, as {@code Market.sol} reads it. */
final class ChainDraw {
  /** Bytes of a commitment that the contract keeps. */
  private static final int KEPT = 22;

  private ChainDraw() {}

  static Draw of(Hash seedBlock, Hash job, Hash commitment) {
    var kept = Arrays.copyOf(Arrays.copyOf(commitment.bytes(), KEPT), Hash.SIZE);
    var seed = Digests.keccak256(seedBlock.bytes(), new byte[Hash.SIZE], job.bytes(), kept);
    return new Draw(
        number(seed, "sample").shiftRight(232).intValueExact(),
        number(seed, "double").mod(BigInteger.valueOf(Draw.DOUBLED_ONE_IN)).signum() == 0);
  }

  /** {@code uint256(keccak256(abi.encode(seed, domain)))}. */
  private static BigInteger number(Hash seed, String domain) {
    var text = domain.getBytes(StandardCharsets.US_ASCII);
    var encoded =
        ByteBuffer.allocate(4 * Hash.SIZE)
            .put(seed.bytes())
            .put(word(2 * Hash.SIZE))
            .put(word(text.length))
            .put(text);
    return new BigInteger(1, Digests.keccak256(encoded.array()).bytes());
  }

  private static byte[] word(int value) {
    return ByteBuffer.allocate(Hash.SIZE).putInt(Hash.SIZE - Integer.BYTES, value).array();
  }
}
