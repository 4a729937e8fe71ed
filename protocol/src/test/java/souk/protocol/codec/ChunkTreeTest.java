package souk.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import souk.protocol.value.Hash;

class ChunkTreeTest {
  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  @Test
  void nothingIsOneEmptyChunk() {
    assertThat(ChunkTree.root(new byte[0])).isEqualTo(Digests.sha256(LEAF));
  }

  @Test
  void aFullChunkHasNoEmptyOneBehindIt() {
    var chunk = new byte[ChunkTree.CHUNK_SIZE];

    assertThat(ChunkTree.root(chunk)).isEqualTo(Digests.sha256(LEAF, chunk));
  }

  @Test
  void threeChunksPairTheFirstTwo() {
    var full = new byte[ChunkTree.CHUNK_SIZE];
    var bytes = new byte[2 * ChunkTree.CHUNK_SIZE + 1];

    var leaf = Digests.sha256(LEAF, full).bytes();
    var pair = Digests.sha256(NODE, leaf, leaf).bytes();
    var last = Digests.sha256(LEAF, new byte[1]).bytes();

    assertThat(ChunkTree.root(bytes)).isEqualTo(Digests.sha256(NODE, pair, last));
  }

  @Test
  void everyByteCounts() {
    var random = new Random(5);
    var bytes = new byte[5 * ChunkTree.CHUNK_SIZE + 17];
    random.nextBytes(bytes);
    var root = ChunkTree.root(bytes);
    for (var i = 0; i < 50; i++) {
      var at = random.nextInt(bytes.length);
      bytes[at] ^= 1;

      assertThat(ChunkTree.root(bytes)).isNotEqualTo(root);
      bytes[at] ^= 1;
    }
  }

  @Test
  void provesEveryChunkOfEverySize() {
    for (var count = 1; count <= 9; count++) {
      var bytes = bytes((count - 1) * ChunkTree.CHUNK_SIZE + 1);
      for (var i = 0; i < count; i++) {
        var proven = ascend(bytes, i, count);

        assertThat(proven).isEqualTo(ChunkTree.root(bytes));
      }
    }
  }

  @Test
  void isConvincedByItsOwnProofsAndNoOthers() {
    for (var count = 1; count <= 9; count++) {
      var bytes = bytes((count - 1) * ChunkTree.CHUNK_SIZE + 1);
      var root = ChunkTree.root(bytes);
      for (var i = 0; i < count; i++) {
        var chunk = ChunkTree.chunk(bytes, i);
        var proof = ChunkTree.proof(bytes, i);
        var changed = chunk.clone();
        changed[0] ^= 1;

        assertThat(ChunkTree.proves(root, chunk, i, count, proof)).isTrue();
        assertThat(ChunkTree.proves(root, changed, i, count, proof)).isFalse();
        assertThat(ChunkTree.proves(root, chunk, i - 1, count, proof)).isFalse();
        assertThat(ChunkTree.proves(root, chunk, i + 1, count, proof)).isFalse();
        assertThat(ChunkTree.proves(root, chunk, i, 2 * count, proof)).isFalse();
      }
    }
  }

  @Test
  void cutsBytesIntoTheirChunks() {
    var bytes = bytes(2 * ChunkTree.CHUNK_SIZE + 1);

    assertThat(ChunkTree.count(bytes)).isEqualTo(3);
    assertThat(ChunkTree.chunk(bytes, 0)).hasSize(ChunkTree.CHUNK_SIZE);
    assertThat(ChunkTree.chunk(bytes, 2)).containsExactly(bytes[bytes.length - 1]);
    assertThat(ChunkTree.chunk(new byte[0], 0)).isEmpty();
    assertThatThrownBy(() -> ChunkTree.chunk(bytes, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void theOrderOfAPairCounts() {
    var one = bytes(1);
    var other = bytes(2);

    assertThat(ChunkTree.pair(one, other)).isNotEqualTo(ChunkTree.pair(other, one));
  }

  /** RFC 9162, section 2.1.3.2: what a verifier does with a proof. */
  private static Hash ascend(byte[] bytes, int index, int count) {
    var at = index;
    var last = count - 1;
    var hash = Digests.sha256(LEAF, ChunkTree.chunk(bytes, index));
    for (var partner : ChunkTree.proof(bytes, index)) {
      while (at % 2 == 0 && at == last) {
        at /= 2;
        last /= 2;
      }
      var isRight = at % 2 == 1;
      var left = isRight ? partner : hash;
      hash = Digests.sha256(NODE, left.bytes(), (isRight ? hash : partner).bytes());
      at /= 2;
      last /= 2;
    }
    assertThat(last).isZero();
    return hash;
  }

  private static byte[] bytes(int size) {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
