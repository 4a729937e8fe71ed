package souk.settlement.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import souk.protocol.value.Hash;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Head;
import souk.settlement.chain.RawLog;
import souk.settlement.log.LogDecoder;

/** Reads what the chain has that the index has not. */
final class ChainReader {
  private final Chain chain;

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
   * Reads a range that follows on a block.
   *
   * @param below the block below the range; empty if the index begins here
   * @return empty if the range is of another history than that block
   * @throws ChainException if it cannot be read
   */
  Optional<LogRange> read(Optional<Head> below, long from, long to) {
    var span = chain.span(from, to);
    return below.stream().allMatch(block -> block.hash().equals(span.first().parentHash()))
        ? Optional.of(new LogRange(span.last(), span.blocks(), entries(span.logs())))
        : Optional.empty();
  }

  private Optional<Head> header(long number, Head head) {
    return number == head.number() ? Optional.of(head) : chain.block(number);
  }

  private static List<LogRange.Entry> entries(List<RawLog> logs) {
    var entries = new ArrayList<LogRange.Entry>(logs.size());
    for (var log : logs) {
      LogDecoder.decode(log).ifPresent(event -> entries.add(new LogRange.Entry(event, log.pack())));
    }
    return entries;
  }
}
