package souk.settlement.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import souk.protocol.codec.ChunkTree;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;

class ShownChunksTest {
  private static final Hash DEMAND = Digests.sha256(new byte[] {1});
  private static final byte[] MODULE = bytes(70_000);
  private static final byte[] INPUT = bytes(20_000);
  private static final Hash WORK = ChunkTree.pair(MODULE, INPUT);

  @Test
  void findsTheChunkWhateverStandsBeforeIt() {
    var call = joined(bytes(333), answer(ChunkTree.chunk(MODULE, 3), 3));

    assertThat(find(call, 3)).hasValue(ChunkTree.chunk(MODULE, 3));
  }

  @Test
  void isNotMisledByAnAnswerThatProvesNothing() {
    var wrong = ChunkTree.chunk(MODULE, 3);
    wrong[5] ^= 1;
    var call = joined(answer(wrong, 3), answer(ChunkTree.chunk(MODULE, 3), 3));

    assertThat(find(call, 3)).hasValue(ChunkTree.chunk(MODULE, 3));
    assertThat(find(answer(wrong, 3), 3)).isEmpty();
    assertThat(find(call, 2)).isEmpty();
  }

  @Test
  void garbageIsNoChunk() {
    var whole = answer(ChunkTree.chunk(MODULE, 3), 3);
    var random = new Random(11);
    for (var i = 0; i < 200; i++) {
      var broken = whole.clone();
      // Lengths, offsets and proof are hit, as is what is cut off.
      broken[random.nextInt(7 * Hash.SIZE)] ^= (byte) (1 + random.nextInt(255));

      assertThat(find(broken, 3)).isNotEqualTo(Optional.of(new byte[0]));
      assertThat(find(Arrays.copyOf(whole, random.nextInt(whole.length)), 3)).isEmpty();
    }
  }

  private static Optional<byte[]> find(byte[] calldata, long index) {
    return ShownChunks.ofWork(calldata, DEMAND, WORK, false, index);
  }

  /** What {@code abi.encode} makes of a {@code DemandAnswer}, from its first field on. */
  private static byte[] answer(byte[] chunk, int index) {
    var proof = ChunkTree.proof(MODULE, index);
    var padded = Math.ceilDiv(chunk.length, Hash.SIZE) * Hash.SIZE;
    var out = new ByteArrayOutputStream();
    List.of(DEMAND, ChunkTree.root(MODULE), ChunkTree.root(INPUT))
        .forEach(it -> out.writeBytes(it.bytes()));
    out.writeBytes(word(ChunkTree.count(MODULE)));
    out.writeBytes(word(6 * Hash.SIZE));
    out.writeBytes(word(7 * Hash.SIZE + padded));
    out.writeBytes(word(chunk.length));
    out.writeBytes(Arrays.copyOf(chunk, padded));
    out.writeBytes(word(proof.size()));
    proof.forEach(it -> out.writeBytes(it.bytes()));
    return out.toByteArray();
  }

  private static byte[] word(long number) {
    var digits = BigInteger.valueOf(number).toByteArray();
    var word = new byte[Hash.SIZE];
    System.arraycopy(digits, 0, word, Hash.SIZE - digits.length, digits.length);
    return word;
  }

  private static byte[] joined(byte[] one, byte[] other) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(one);
    out.writeBytes(other);
    return out.toByteArray();
  }

  private static byte[] bytes(int size) {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
