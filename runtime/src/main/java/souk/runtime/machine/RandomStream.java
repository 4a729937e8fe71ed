package souk.runtime.machine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import souk.protocol.codec.Digests;
import souk.protocol.codec.InputCodec;

/**
 * The bytes {@code random_get} hands out: SHA-256 over a seed and a block number, block after
 * block. The seed is a hash of all the guest is given, so the stream is the same on every run and
 * another for another input.
 */
final class RandomStream {
  private static final byte[] DOMAIN = "souk random 1".getBytes(StandardCharsets.US_ASCII);

  private final byte[] seed;
  private byte[] block = new byte[0];
  private int used;
  private long blocks;

  RandomStream(Invocation invocation) {
    this.seed =
        Digests.sha256(
                DOMAIN,
                invocation.module().sha256().bytes(),
                invocation.input().sha256().bytes(),
                InputCodec.digest(invocation.arguments()).bytes(),
                InputCodec.digest(invocation.manifest()).bytes())
            .bytes();
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
    MessageDigest digest = Digests.newSha256();
    digest.update(seed);
    block = digest.digest(ByteBuffer.allocate(Long.BYTES).putLong(blocks++).array());
    used = 0;
  }
}
