package souk.market.match;

import org.jspecify.annotations.Nullable;
import souk.protocol.value.Hash;

/** Something that has a place in a {@link RankedTree}: by rank, then by its id. */
abstract class Ranked {
  /** What it is. */
  final Hash id;

  /** The first 64 bits of the id, unsigned: its place among those of one rank. */
  final long ring;

  /** What it can do or asks for; its owner's to keep up to date. */
  final Outline outline = new Outline();

  /** The smaller comes first. Fixed while it is in a tree. */
  long rank;

  /** Where it is; the tree's to change. */
  @Nullable Block<?> block;

  /** When it was put; {@link ById}'s to change. */
  long number;

  Ranked(Hash id, long rank) {
    this.id = id;
    this.ring = id.leadingBits();
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
}
