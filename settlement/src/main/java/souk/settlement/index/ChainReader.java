package souk.settlement.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import souk.protocol.value.Hash;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Head;
import souk.settlement.chain.RawLog;
import souk.settlement.log.LogDecoder;

/** Reads what the chain has that the index has not. Used by one thread. */
final class ChainReader {
  private static final long MOST_BLOCKS = 500;

  private final Chain chain;
  private @Nullable Ahead next;

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

  /**
   * Reads a range.
   *
   * @param head the newest block: while it is far above, the next range is read ahead of its time
   * @throws ChainException if it cannot be read
   */
  LogRange read(long from, Head head) {
    var ahead = next;
    next = null;
    var range = ahead == null || ahead.from() != from ? read(from, end(from, head)) : ahead.await();
    var after = range.head().number() + 1;
    if (head.number() - after >= MOST_BLOCKS) {
      next = Ahead.start(after, () -> read(after, end(after, head)));
    }
    return range;
  }

  private static long end(long from, Head head) {
    return Math.min(head.number(), from + MOST_BLOCKS - 1);
  }

  private LogRange read(long from, long to) {
    var span = chain.span(from, to);
    return new LogRange(span.last(), span.blocks(), entries(span.logs()));
  }

  private Optional<Head> header(long number, Head head) {
    return number == head.number() ? Optional.of(head) : chain.block(number);
  }

  private static List<LogRange.Entry> entries(List<RawLog> logs) {
    var entries = new ArrayList<LogRange.Entry>(logs.size());
    for (var log : logs) {
      LogDecoder.decode(log).ifPresent(event -> entries.add(new LogRange.Entry(event, log)));
    }
    return entries;
  }
}
