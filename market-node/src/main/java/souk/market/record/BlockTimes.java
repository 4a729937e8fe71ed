package souk.market.record;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Map.Entry;
import souk.protocol.value.Hash;
import souk.settlement.chain.Chain;
import souk.settlement.chain.Head;
import souk.settlement.chain.LogPosition;

/** When blocks were made, by their hashes. Thread-safe. */
final class BlockTimes {
  private static final int MOST = 20_000;

  private final LastingAnswers<Block, Instant> times;

  private record Block(long number, Hash hash) {}

  BlockTimes(Chain chain) {
    this.times =
        new LastingAnswers<>(
            MOST,
            asked ->
                chain
                    .block(asked.number())
                    .filter(block -> block.hash().equals(asked.hash()))
                    .map(Head::time));
  }

  /** Remembers a block that has been seen. */
  void note(Head block) {
    times.note(new Block(block.number(), block.hash()), block.time());
  }

  /** The times of those blocks by their hashes; without those that the chain does not tell. */
  Map<Hash, Instant> of(Collection<LogPosition> places) {
    var blocks =
        places.stream().map(at -> new Block(at.blockNumber(), at.blockHash())).collect(toSet());
    return times.to(blocks).entrySet().stream()
        .collect(toMap(time -> time.getKey().hash(), Entry::getValue, (one, same) -> one));
  }
}
