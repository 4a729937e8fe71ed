package souk.market.match;

import org.jspecify.annotations.Nullable;

/**
 * Blocks in their order: a treap, as deep as the logarithm of their number is likely to be. Every
 * block knows what any block below it covers.
 *
 * @param <T> the blocks' entries
 */
final class BlockTree<T extends Ranked> {
  // Priorities only shape the tree; the same operations give the same shape.
  private long seed = 0x9E37_79B9_7F4A_7C15L;

  private @Nullable Block<T> root;

  /** The block on top; none if there is none. */
  @Nullable Block<T> root() {
    return root;
  }

  /** Hangs in the first block. */
  Block<T> plant() {
    var block = new Block<T>(nextPriority());
    root = block;
    return block;
  }

  /** Moves the upper half of a block into a new one behind it. */
  Block<T> split(Block<T> block) {
    var added = new Block<T>(nextPriority());
    block.giveHalf(added);
    if (block.right == null) {
      block.right = added;
      added.parent = block;
    } else {
      var next = first(block.right);
      next.left = added;
      added.parent = next;
    }
    sumUpFrom(added);
    sumUpFrom(block);
    while (added.parent != null && added.parent.priority < added.priority) {
      rotateUp(added);
    }
    return added;
  }

  /** The block behind that one. */
  @Nullable Block<T> next(Block<T> block) {
    if (block.right != null) {
      return first(block.right);
    }
    var child = block;
    var next = block.parent;
    while (next != null && next.right == child) {
      child = next;
      next = next.parent;
    }
    return next;
  }

  /** Takes a block out. */
  void remove(Block<T> block) {
    while (block.left != null && block.right != null) {
      rotateUp(block.left.priority > block.right.priority ? block.left : block.right);
    }
    var child = block.left != null ? block.left : block.right;
    var parent = block.parent;
    if (child != null) {
      child.parent = parent;
    }
    replace(parent, block, child);
    if (parent != null) {
      sumUpFrom(parent);
    }
  }

  /** Tells those above a block what has changed in it. */
  void sumUpFrom(Block<T> block) {
    for (var up = block; up != null && up.sumUpAll(); ) {
      up = up.parent;
    }
  }

  /** Tells those above a block of an entry that came into it. */
  void includeFrom(Block<T> block, Outline outline) {
    for (var up = block; up != null && up.all.include(outline); ) {
      up = up.parent;
    }
  }

  private static <T extends Ranked> Block<T> first(Block<T> below) {
    var block = below;
    while (block.left != null) {
      block = block.left;
    }
    return block;
  }

  private void rotateUp(Block<T> block) {
    var parent = block.parent;
    if (parent == null) {
      return;
    }
    var above = parent.parent;
    Block<T> moved;
    if (parent.left == block) {
      moved = block.right;
      parent.left = moved;
      block.right = parent;
    } else {
      moved = block.left;
      parent.right = moved;
      block.left = parent;
    }
    if (moved != null) {
      moved.parent = parent;
    }
    parent.parent = block;
    block.parent = above;
    replace(above, parent, block);
    parent.sumUpAll();
    block.sumUpAll();
  }

  private void replace(@Nullable Block<T> parent, Block<T> child, @Nullable Block<T> by) {
    if (parent == null) {
      root = by;
    } else if (parent.left == child) {
      parent.left = by;
    } else {
      parent.right = by;
    }
  }

  private long nextPriority() {
    seed ^= seed << 13;
    seed ^= seed >>> 7;
    seed ^= seed << 17;
    return seed;
  }
}
