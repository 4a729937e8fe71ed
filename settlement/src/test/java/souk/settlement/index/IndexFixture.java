package souk.settlement.index;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import souk.protocol.value.Address;
import souk.settlement.chain.Chain;
import souk.settlement.chain.Head;
import souk.settlement.journal.Journal;

/** An index of a make-believe chain that a test makes block by block, and takes back. */
public final class IndexFixture implements AutoCloseable {
  private final FakeChain chain = new FakeChain();
  private final Journal journal;
  private final JobIndex index;

  /** With its journal in a file in that directory. */
  public IndexFixture(Path directory) {
    this.journal = Journal.open(directory.resolve("index.db"));
    this.index = JobIndex.idle(chain.asChain(), journal, Duration.ZERO, () -> true);
  }

  /** Somebody in the market. */
  public static Address party(int number) {
    return FakeMarket.party(number);
  }

  /** What knows of the chain what it was told to {@link #follow}. */
  public JobIndex index() {
    return index;
  }

  /** The chain itself. */
  public Chain chain() {
    return chain.asChain();
  }

  /** What the index is written to. */
  public Journal journal() {
    return journal;
  }

  /** Adds a block in which that happens. */
  public Head block(Consumer<FakeBlock> what) {
    chain.mine(
        (market, head) -> {
          var block = new FakeBlock(market, head);
          what.accept(block);
          return block.logs();
        });
    return chain.head();
  }

  /** Adds so many blocks in which nothing happens. */
  public void blocks(int count) {
    for (var i = 0; i < count; i++) {
      block(_ -> {});
    }
  }

  /** Adds a block in which so many things happen that may. */
  public void happen(RandomGenerator random, int events) {
    chain.mine(random, events);
  }

  /** Takes so many of the newest blocks off; the next ones are others. */
  public void fork(int depth) {
    chain.fork(depth);
  }

  /** Shows so many blocks less than there are. */
  public void lag(int missing) {
    chain.lag(missing);
  }

  /** Has the index take all that is new. */
  public void follow() {
    JobIndexBehaviour.run(index);
  }

  @Override
  public void close() {
    journal.close();
  }
}
