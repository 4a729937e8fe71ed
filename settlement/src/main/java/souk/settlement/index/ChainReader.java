package souk.settlement.index;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import souk.protocol.value.Hash;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Head;

/** Reads what the chain has that the index has not. Used by one thread. */
final class ChainReader {
  private static final int MOST_BLOCKS = 500;
  // Of a range: what is in it lives until it is written, and should not live longer than it must.
  private static final long MANY_EVENTS = 3_000;

  private final Chain chain;
  private @Nullable Ahead next;
  private long blocks = MOST_BLOCKS;
  private long lastForAll = -1;

  ChainReader(Chain chain) {
    this.chain = chain;
  }

  /**
   * Whether that block is on the chain as it is now.
   *
   * @param number its height, not above the head's
   * @throws ChainException also if the endpoint does not know what is below its own head
   */
  boolean stands(long number, Hash hash, Head head) {
    return header(number, head)
        .orElseThrow(
            () ->
                ChainException.retryable(
                    "the endpoint tells of block %d and does not know block %d"
                        .formatted(head.number(), number),
                    null))
        .hash()
        .equals(hash);
  }

  /** Up to that block every endpoint is asked for what may be in a block. */
  void askAllUpTo(long number) {
    next = null;
    lastForAll = number;
  }

  /**
   * Reads a range of at most 500 blocks: of fewer, if they have many events.
   *
   * @param head the newest block: while it is far above, the next range is read ahead of its time
   * @throws ChainException if it cannot be read
   */
  LogRange read(long from, Head head) {
    var ahead = next;
    next = null;
    var range = ahead == null || ahead.from() != from ? span(from, head, blocks) : ahead.await();
    blocks = fitting(range);
    var after = range.head().number() + 1;
    var most = blocks;
    if (head.number() - after >= most) {
      next = Ahead.start(after, () -> span(after, head, most));
    }
    return range;
  }

  private LogRange span(long from, Head head, long most) {
    var to = Math.min(head.number(), from + most - 1);
    return LogRange.of(from <= lastForAll ? chain.spanOfAll(from, to) : chain.span(from, to));
  }

  /** In how many blocks there are many events, if they have as many as these. */
  private static long fitting(LogRange range) {
    var events = Math.max(1, range.events().size());
    return Math.clamp(range.blocks().size() * MANY_EVENTS / events, 1, MOST_BLOCKS);
  }

  private Optional<Head> header(long number, Head head) {
    return number == head.number() ? Optional.of(head) : chain.block(number);
  }
}
