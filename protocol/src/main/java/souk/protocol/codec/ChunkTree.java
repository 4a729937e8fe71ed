package souk.protocol.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import souk.protocol.value.Hash;

/**
 * Binary SHA-256 Merkle tree over the 16 KiB chunks of a blob, in the form of RFC 6962 section 2.1:
 * leaves are {@code H(0x00 || chunk)}, nodes {@code H(0x01 || left || right)}, and a node without a
 * partner rises unchanged. The last chunk may be shorter; no bytes at all are one empty chunk.
 */
public final class ChunkTree {
  /** Bytes in a chunk. */
  public static final int CHUNK_SIZE = 16 * 1024;

  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private ChunkTree() {}

  /** The root over the chunks of the bytes. */
  public static Hash root(byte[] bytes) {
    var level = leaves(bytes);
    while (level.size() > 1) {
      level = parents(level);
    }
    return level.getFirst();
  }

  private static List<Hash> leaves(byte[] bytes) {
    var leaves = new ArrayList<Hash>();
    var from = 0;
    do {
      var to = Math.min(bytes.length, from + CHUNK_SIZE);
      leaves.add(Digests.sha256(LEAF, Arrays.copyOfRange(bytes, from, to)));
      from = to;
    } while (from < bytes.length);
    return leaves;
  }

  private static List<Hash> parents(List<Hash> level) {
    var parents = new ArrayList<Hash>();
    for (var i = 0; i + 1 < level.size(); i += 2) {
      parents.add(Digests.sha256(NODE, level.get(i).bytes(), level.get(i + 1).bytes()));
    }
    if (level.size() % 2 == 1) {
      parents.add(level.getLast());
    }
    return parents;
  }
}
