package souk.runtime.machine;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import souk.protocol.codec.Digests;

/**
 * The bytes {@code random_get} hands out: SHA-256 over a seed and a block number, block after
 * block.
 */
final class RandomStream {
  private final Supplier<byte[]> seed;
  private byte[] block = new byte[0];
  private int used;
  private long blocks;

  RandomStream(Supplier<byte[]> seed) {
    this.seed = seed;
  }

  /** Fills the array with the next bytes of the stream. */
  void fill(byte[] target) {
    for (var at = 0; at < target.length; ) {
      if (used == block.length) {
        nextBlock();
      }
      var count = Math.min(target.length - at, block.length - used);
      System.arraycopy(block, used, target, at, count);
      used += count;
      at += count;
    }
  }

  private void nextBlock() {
    var digest = Digests.newSha256();
    digest.update(seed.get());
    block = digest.digest(ByteBuffer.allocate(Long.BYTES).putLong(blocks++).array());
    used = 0;
  }
}
