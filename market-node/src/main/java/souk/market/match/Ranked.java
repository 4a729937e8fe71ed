package souk.market.match;

import org.jspecify.annotations.Nullable;
import souk.protocol.value.Hash;

/** Something that has a place in a {@link RankedTree}: by rank, then by its id. */
abstract class Ranked {
  private static final int RING_BYTES = Long.BYTES;

  /** What it is. */
  final Hash id;

  /** The first 64 bits of the id, unsigned: its place among those of one rank. */
  final long ring;

  /** The smaller comes first. Fixed while it is in a tree. */
  long rank;

  /** Where it is; the tree's to change. */
  RankedTree.@Nullable Block<?> block;

  Ranked(Hash id, long rank) {
    this.id = id;
    this.ring = ring(id);
    this.rank = rank;
  }

  final boolean isListed() {
    return block != null;
  }

  final int compareByRank(Ranked other) {
    if (rank != other.rank) {
      return Long.compare(rank, other.rank);
    }
    return ring == other.ring ? id.compareTo(other.id) : Long.compareUnsigned(ring, other.ring);
  }

  static long ring(Hash id) {
    var bytes = id.bytes();
    var ring = 0L;
    for (var i = 0; i < RING_BYTES; i++) {
      ring = ring << Byte.SIZE | (bytes[i] & 0xff);
    }
    return ring;
  }
}
