package souk.market.record;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import souk.protocol.value.Hash;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Head;
import souk.settlement.chain.LogPosition;

/** When blocks were made, by their hashes: a bounded number of them is remembered. Thread-safe. */
final class BlockTimes {
  private static final int MOST = 20_000;
  private static final int AT_ONCE = 8;

  private final Chain chain;
  private final Map<Hash, Instant> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, Instant> eldest) {
          return size() > MOST;
        }
      };

  BlockTimes(Chain chain) {
    this.chain = chain;
  }

  /** Remembers a block that has been seen. */
  void note(Head block) {
    synchronized (known) {
      known.put(block.hash(), block.time());
    }
  }

  /** The times of those blocks by their hashes; without those that the chain does not tell. */
  Map<Hash, Instant> of(Collection<LogPosition> places) {
    var numbers =
        places.stream()
            .collect(toMap(LogPosition::blockHash, LogPosition::blockNumber, (one, same) -> one));
    var times = new ConcurrentHashMap<Hash, Instant>();
    numbers.keySet().forEach(hash -> find(hash).ifPresent(time -> times.put(hash, time)));
    numbers.keySet().removeAll(times.keySet());
    ask(numbers)
        .forEach(
            block -> {
              note(block);
              times.put(block.hash(), block.time());
            });
    return times;
  }

  private Optional<Instant> find(Hash hash) {
    synchronized (known) {
      return Optional.ofNullable(known.get(hash));
    }
  }

  /** Asks the chain for what is missing, and stops at its first failure. */
  private Collection<Head> ask(Map<Hash, Long> numbers) {
    var found = new ConcurrentHashMap<Hash, Head>();
    var failed = new AtomicBoolean();
    var turns = new Semaphore(AT_ONCE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      numbers.forEach(
          (hash, number) ->
              threads.execute(
                  () -> {
                    turns.acquireUninterruptibly();
                    try {
                      if (!failed.get()) {
                        chain
                            .block(number)
                            .filter(block -> block.hash().equals(hash))
                            .ifPresent(block -> found.put(hash, block));
                      }
                    } catch (ChainException e) {
                      failed.set(true);
                    } finally {
                      turns.release();
                    }
                  }));
    }
    return found.values();
  }
}
