package souk.runtime.state;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SortedMap;
import souk.protocol.codec.Digests;
import souk.protocol.codec.MerkleTree;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;

/**
 * The Merkle tree over a memory's blocks, in the form of {@link MerkleTree}, kept level by level so
 * that a change costs only the way from its blocks to the root.
 */
final class BlockTree {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;
  private static final byte[] ZERO_LEAF = MerkleTree.leaf(Blocks.ZERO.toArray()).bytes();

  private final MessageDigest digest = Digests.newSha256();

  /** Hashes of a level one after the other; the leaves first. */
  private byte[][] levels = {{}};

  private int leaves;

  /**
   * Takes over blocks.
   *
   * @param leafCount number of blocks afterwards, not less than before; new ones are zero unless
   *     given
   * @param changed blocks by number
   */
  void update(int leafCount, SortedMap<Integer, Bytes> changed) {
    var dirty = new BitSet(leafCount);
    dirty.set(leaves, leafCount);
    grow(leafCount);
    for (var block : changed.entrySet()) {
      digest.update(LEAF);
      block.getValue().update(digest);
      finish(levels[0], block.getKey());
      dirty.set(block.getKey());
    }
    for (var level = 1; level < levels.length; level++) {
      dirty = hashParents(level, dirty);
    }
  }

  private void grow(int leafCount) {
    if (leafCount == leaves) {
      return;
    }
    levels = Arrays.copyOf(levels, depth(leafCount));
    for (int level = 0, count = leafCount; level < levels.length; level++) {
      var sizeBytes = count * Hash.SIZE;
      var old = levels[level];
      levels[level] = old == null ? new byte[sizeBytes] : Arrays.copyOf(old, sizeBytes);
      count = parents(count);
    }
    for (var leaf = leaves; leaf < leafCount; leaf++) {
      System.arraycopy(ZERO_LEAF, 0, levels[0], leaf * Hash.SIZE, Hash.SIZE);
    }
    leaves = leafCount;
  }

  private static int depth(int leafCount) {
    var depth = 1;
    for (var count = leafCount; count > 1; count = parents(count)) {
      depth++;
    }
    return depth;
  }

  private static int parents(int count) {
    return (count + 1) / 2;
  }

  private BitSet hashParents(int level, BitSet dirty) {
    var children = levels[level - 1];
    var above = new BitSet();
    for (var i = dirty.nextSetBit(0); i >= 0; i = dirty.nextSetBit((i | 1) + 1)) {
      hashParent(children, i / 2, levels[level]);
      above.set(i / 2);
    }
    return above;
  }

  private void hashParent(byte[] children, int parent, byte[] target) {
    var left = 2 * parent * Hash.SIZE;
    if (left + Hash.SIZE == children.length) {
      System.arraycopy(children, left, target, parent * Hash.SIZE, Hash.SIZE);
    } else {
      digest.update(NODE);
      digest.update(children, left, 2 * Hash.SIZE);
      finish(target, parent);
    }
  }

  private void finish(byte[] target, int index) {
    try {
      digest.digest(target, index * Hash.SIZE, Hash.SIZE);
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-256 has 32 bytes", e);
    }
  }

  /** The root; over no blocks, SHA-256 of nothing. */
  byte[] root() {
    return leaves == 0 ? Digests.sha256().bytes() : levels[levels.length - 1].clone();
  }
}
