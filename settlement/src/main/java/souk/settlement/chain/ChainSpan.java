package souk.settlement.chain;

import java.util.List;

/**
 * A piece of one history: blocks each of which has the one before it for its parent, and all that
 * our contracts logged in them.
 *
 * @param blocks every block of it, lowest first, at least one
 * @param logs oldest first
 */
public record ChainSpan(List<Head> blocks, List<RawLog> logs) {
  public ChainSpan {
    blocks = List.copyOf(blocks);
    logs = List.copyOf(logs);
  }

  /** Its lowest block. */
  public Head first() {
    return blocks.getFirst();
  }

  /** Its highest block. */
  public Head last() {
    return blocks.getLast();
  }
}
