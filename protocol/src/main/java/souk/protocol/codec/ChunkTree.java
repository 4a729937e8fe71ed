package souk.protocol.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import souk.protocol.value.Hash;

/**
 * The {@link MerkleTree} over the 16 KiB chunks of a blob. The last chunk may be shorter; no bytes
 * at all are one empty chunk.
 */
public final class ChunkTree {
  /** Bytes in a chunk. */
  public static final int CHUNK_SIZE = 16 * 1024;

  private ChunkTree() {}

  /** The root over the chunks of the bytes. */
  public static Hash root(byte[] bytes) {
    return MerkleTree.root(leaves(bytes));
  }

  /** What a job's work says of its blobs' chunks: Keccak-256 over the roots of module and input. */
  public static Hash pair(byte[] module, byte[] input) {
    return pair(root(module), root(input));
  }

  /** As {@link #pair(byte[], byte[])}, of the roots. */
  public static Hash pair(Hash module, Hash input) {
    return new AbiWords().add(module).add(input).keccak256();
  }

  /** How many chunks the bytes have, at least 1. */
  public static int count(byte[] bytes) {
    return Math.max(1, Math.ceilDiv(bytes.length, CHUNK_SIZE));
  }

  /**
   * One chunk of the bytes.
   *
   * @param index from 0
   */
  public static byte[] chunk(byte[] bytes, int index) {
    Objects.checkIndex(index, count(bytes));
    var from = index * CHUNK_SIZE;
    return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + CHUNK_SIZE));
  }

  /**
   * The inclusion proof of a chunk (RFC 6962, section 2.1.1): what its leaf is hashed with on the
   * way to the root, from the leaf up.
   *
   * @param index of the chunk, from 0
   */
  public static List<Hash> proof(byte[] bytes, int index) {
    Objects.checkIndex(index, count(bytes));
    var proof = new ArrayList<Hash>();
    var at = index;
    for (var level = leaves(bytes); level.size() > 1; level = MerkleTree.parents(level)) {
      var partner = at ^ 1;
      if (partner < level.size()) {
        proof.add(level.get(partner));
      }
      at /= 2;
    }
    return proof;
  }

  /**
   * Whether a proof leads from a chunk to the root of a tree (RFC 9162, section 2.1.3.2).
   *
   * @param index of the chunk, from 0
   * @param count of the tree's chunks
   * @param proof what each hash is joined with, from the leaf up
   */
  public static boolean proves(Hash root, byte[] chunk, int index, int count, List<Hash> proof) {
    if (index < 0 || index >= count) {
      return false;
    }
    var hash = MerkleTree.leaf(chunk);
    var at = index;
    var last = count - 1;
    for (var partner : proof) {
      if (last == 0) {
        return false;
      }
      // The last node of a level without partner rises unchanged.
      while (at == last && at % 2 == 0) {
        at /= 2;
        last /= 2;
      }
      hash = at % 2 == 1 ? MerkleTree.node(partner, hash) : MerkleTree.node(hash, partner);
      at /= 2;
      last /= 2;
    }
    return last == 0 && hash.equals(root);
  }

  private static List<Hash> leaves(byte[] bytes) {
    var leaves = new ArrayList<Hash>();
    for (var i = 0; i < count(bytes); i++) {
      leaves.add(MerkleTree.leaf(chunk(bytes, i)));
    }
    return leaves;
  }
}
