package souk.runtime.machine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Supplier;
import souk.protocol.codec.Digests;
import souk.protocol.codec.InputCodec;
import souk.protocol.value.Hash;

/**
 * The bytes {@code random_get} hands out: SHA-256 over a seed and a block number, block after
 * block. The seed is a hash of all the guest is given, so the stream is the same on every run and
 * another for another input.
 */
final class RandomStream {
  private static final byte[] DOMAIN = "souk random 1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TURN_DOMAIN =
      "souk random turn 1".getBytes(StandardCharsets.US_ASCII);

  private final Supplier<Hash> seeding;
  private byte[] seed = {};
  private byte[] block = new byte[0];
  private int used;
  private long blocks;

  private RandomStream(Supplier<Hash> seeding) {
    this.seeding = seeding;
  }

  /** The stream of a command. */
  static RandomStream ofCommand(Invocation invocation) {
    return new RandomStream(() -> seed(invocation));
  }

  /** The stream of a turn. */
  static RandomStream ofTurn(Invocation invocation, int turn) {
    return new RandomStream(
        () ->
            Digests.sha256(
                TURN_DOMAIN,
                seed(invocation).bytes(),
                ByteBuffer.allocate(Long.BYTES).putLong(turn).array()));
  }

  private static Hash seed(Invocation invocation) {
    return Digests.sha256(
        DOMAIN,
        invocation.module().sha256().bytes(),
        invocation.input().sha256().bytes(),
        InputCodec.digest(invocation.arguments()).bytes(),
        InputCodec.digest(invocation.manifest()).bytes());
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
    if (blocks == 0) {
      // Not sooner: it is a hash of all the guest is given, and few guests need it.
      seed = seeding.get().bytes();
    }
    MessageDigest digest = Digests.newSha256();
    digest.update(seed);
    block = digest.digest(ByteBuffer.allocate(Long.BYTES).putLong(blocks++).array());
    used = 0;
  }
}
