package souk.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

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
}
