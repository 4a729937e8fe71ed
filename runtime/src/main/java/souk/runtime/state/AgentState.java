package souk.runtime.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;

/**
 * An agent's state as its turns go by, with its hash. A delta costs hashing the blocks it has and
 * their ways to the root. Not safe for use by several threads at once.
 */
public final class AgentState {
  private static final byte[] DOMAIN = "souk state 1".getBytes(StandardCharsets.US_ASCII);

  private final BlockTree tree = new BlockTree();

  /** Blocks by number; null where all is zero. */
  private @Nullable Bytes[] blocks = {};

  private int pages;
  private List<Long> globals = List.of();
  private boolean begun;

  private AgentState() {}

  /** The state before the first turn: nothing. */
  public static AgentState empty() {
    return new AgentState();
  }

  /** The state a snapshot is of. */
  public static AgentState of(Snapshot snapshot) {
    var state = new AgentState();
    state.apply(new Delta(snapshot.pages(), snapshot.globals(), snapshot.blocks()));
    return state;
  }

  /**
   * Moves on by what a turn changed; on failure nothing moves.
   *
   * @throws IllegalArgumentException if the delta does not fit this state: the memory shrinks, the
   *     number of globals changes, or a block is as it was
   */
  public void apply(Delta delta) {
    requireFits(delta);
    blocks = Arrays.copyOf(blocks, delta.pages() * Blocks.PER_PAGE);
    delta.blocks().forEach((block, content) -> blocks[block] = orNull(content));
    pages = delta.pages();
    globals = delta.globals();
    begun = true;
    tree.update(blocks.length, delta.blocks());
  }

  private static @Nullable Bytes orNull(Bytes content) {
    return content.equals(Blocks.ZERO) ? null : content;
  }

  private void requireFits(Delta delta) {
    if (delta.pages() < pages) {
      throw new IllegalArgumentException(
          "a memory never shrinks, as from %d to %d pages".formatted(pages, delta.pages()));
    }
    if (begun && delta.globals().size() != globals.size()) {
      throw new IllegalArgumentException(
          "a state of %d globals has none of %d after it"
              .formatted(globals.size(), delta.globals().size()));
    }
    for (var block : delta.blocks().entrySet()) {
      if (block.getValue().equals(at(block.getKey()))) {
        throw new IllegalArgumentException(
            "block %d is as it was; a delta leaves it out".formatted(block.getKey()));
      }
    }
  }

  private Bytes at(int block) {
    var content = block < blocks.length ? blocks[block] : null;
    return content == null ? Blocks.ZERO : content;
  }

  /** The state hash. */
  public Hash root() {
    var numbers = ByteBuffer.allocate(Integer.BYTES + globals.size() * Long.BYTES);
    numbers.putInt(globals.size());
    globals.forEach(numbers::putLong);
    var size = ByteBuffer.allocate(Integer.BYTES).putInt(pages);
    return Digests.sha256(DOMAIN, size.array(), tree.root(), numbers.array());
  }

  /** The whole state as it is now; shares the blocks with this object. */
  public Snapshot snapshot() {
    var present = new TreeMap<Integer, Bytes>();
    for (var block = 0; block < blocks.length; block++) {
      var content = blocks[block];
      if (content != null) {
        present.put(block, content);
      }
    }
    return new Snapshot(pages, globals, present);
  }
}
