package souk.protocol.codec;

import java.util.ArrayList;
import java.util.List;
import souk.protocol.value.Hash;

/**
 * Binary SHA-256 Merkle tree in the form of RFC 6962, section 2.1: leaves are {@code H(0x00 ||
 * bytes)}, nodes {@code H(0x01 || left || right)}, and a node without a partner rises unchanged.
 */
public final class MerkleTree {
  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private MerkleTree() {}

  /** The hash of a leaf. */
  public static Hash leaf(byte[] bytes) {
    return Digests.sha256(LEAF, bytes);
  }

  /** The hash of two neighbours. */
  public static Hash node(Hash left, Hash right) {
    return Digests.sha256(NODE, left.bytes(), right.bytes());
  }

  /**
   * The root over leaves.
   *
   * @param leaves hashes of at least one leaf
   */
  public static Hash root(List<Hash> leaves) {
    var level = leaves;
    while (level.size() > 1) {
      level = parents(level);
    }
    return level.getFirst();
  }

  /** What pairs of neighbours make: the next level up. */
  public static List<Hash> parents(List<Hash> level) {
    var parents = new ArrayList<Hash>();
    for (var i = 0; i + 1 < level.size(); i += 2) {
      parents.add(node(level.get(i), level.get(i + 1)));
    }
    if (level.size() % 2 == 1) {
      parents.add(level.getLast());
    }
    return parents;
  }
}
