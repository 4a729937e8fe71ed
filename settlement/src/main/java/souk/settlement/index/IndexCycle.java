package souk.settlement.index;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.protocol.value.Hash;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Head;
import souk.settlement.journal.Journal;
import souk.settlement.journal.Session;

/**
 * Keeps journal and live market up with the chain, one bounded step at a time: whoever leads writes
 * what the chain has into the journal, the others follow what is written there. Used by one thread.
 */
final class IndexCycle {
  private static final Logger LOG = LoggerFactory.getLogger(IndexCycle.class);
  private static final long MOST_EVENTS = 5_000;
  private static final int MOST_CHECKPOINTS = 1_024;
  private static final int MOST_TRIES = 3;
  private static final int NEAR_BLOCKS = 64;

  private final Chain chain;
  private final Journal journal;
  private final LiveMarket market;
  private final BooleanSupplier leads;
  private final Predicate<Hash> isShown;
  private final Tally tally;
  private final ChainReader reader;
  private final IndexWriter writer;
  private final SecondLook second;
  private int tries;
  // Whether the market may not be what the journal tells.
  private boolean isStale = true;

  /**
   * @param second takes note of what is to be read again
   * @param leads whether this process is the one that writes
   * @param isShown whether somebody was told of a job
   */
  IndexCycle(
      Chain chain,
      Journal journal,
      LiveMarket market,
      JobStore store,
      SecondLook second,
      BooleanSupplier leads,
      Predicate<Hash> isShown,
      Tally tally) {
    this.chain = chain;
    this.journal = journal;
    this.market = market;
    this.leads = leads;
    this.isShown = isShown;
    this.tally = tally;
    this.reader = new ChainReader(chain);
    this.second = second;
    this.writer = new IndexWriter(market, store);
  }

  /**
   * Begins with what the journal holds.
   *
   * @throws ChainException if that is of another market
   */
  void load() {
    journal.migrate(IndexTables.SCHEMA);
    journal.transact(
        session -> {
          BlockStore.require(session, chain.deployment());
          if (leads.getAsBoolean() && !IndexTables.areWhole(session)) {
            LOG.warn("the journal's index was cut short: it is read from the chain again");
            IndexTables.clear(session);
          }
          market.load(session, BlockStore.reached(session));
        });
    isStale = false;
  }

  /**
   * Takes what is new, a bounded part of it.
   *
   * @return whether there is more to take at once
   * @throws ChainException if the chain cannot be asked, or is not the one the index began with
   * @throws souk.settlement.journal.JournalException if the journal cannot be used; the next step
   *     begins with what it holds
   */
  boolean step() {
    if (isStale) {
      load();
    }
    return follow() || (leads.getAsBoolean() && (extend() || lookAgain()));
  }

  /** Whether the market is so new that the contracts can be read as it has them. */
  boolean isNear() {
    var behind = chain.head().number() - NEAR_BLOCKS;
    return market.reached().filter(reached -> reached.head().number() >= behind).isPresent();
  }

  private boolean follow() {
    isStale = true;
    var moved = journal.compute(this::follow);
    isStale = false;
    return moved;
  }

  private boolean follow(Session session) {
    var newest = BlockStore.reached(session);
    if (newest.equals(market.reached())) {
      return false;
    }
    if (newest.isPresent() && isIn(session, market.reached())) {
      advance(session, newest.get());
    } else {
      market.load(session, newest);
    }
    return true;
  }

  private static boolean isIn(Session session, Optional<Reached> reached) {
    return reached
        .filter(it -> BlockStore.upTo(session, it.head().number(), 1).contains(it))
        .isPresent();
  }

  private void advance(Session session, Reached newest) {
    var reached = market.reached().orElseThrow();
    var next =
        BlockStore.after(session, reached.head().number(), reached.events() + MOST_EVENTS)
            .orElse(newest);
    EventStore.between(session, reached.events(), next.events())
        .forEach(stored -> market.take(session, stored));
    market.reach(next, isShown);
  }

  private boolean extend() {
    var head = chain.head();
    var reached = market.reached();
    if (reached.isPresent() && !isStanding(reached.get().head(), head)) {
      return takeBack(reached.get().head(), head);
    }
    var from = reached.map(it -> it.head().number() + 1).orElse(chain.deployment().block());
    return head.number() >= from && append(reached.map(Reached::head), from, head);
  }

  /** Takes back what the journal has not as the chain has it, if a second look finds such. */
  private boolean lookAgain() {
    var reached = market.reached();
    if (!second.isDue() || reached.isEmpty()) {
      return false;
    }
    var differing = second.look(journal, reached.get().head().number());
    differing.ifPresent(
        block -> {
          reader.askAllUpTo(second.last());
          second.done();
          isStale = true;
          journal.transactAsLeader(session -> writer.cut(session, below(session, block)));
          isStale = false;
        });
    return differing.isPresent();
  }

  private static Optional<Reached> below(Session session, long block) {
    return BlockStore.upTo(session, block - 1, 1).stream().findFirst();
  }

  private boolean isStanding(Head block, Head head) {
    return block.number() <= head.number() && reader.stands(block.number(), block.hash(), head);
  }

  private boolean append(Optional<Head> below, long from, Head head) {
    var range = reader.read(from, head);
    if (!range.follows(below)) {
      // A reorg between two looks at the chain; the next step sees it whole.
      return ++tries % MOST_TRIES != 0;
    }
    isStale = true;
    market.reach(journal.computeAsLeader(open -> writer.add(open, range)), isShown);
    isStale = false;
    return range.head().number() < head.number();
  }

  /**
   * Goes back to the newest block that stands; if it is only that the endpoint lags, not at all.
   */
  private boolean takeBack(Head reached, Head head) {
    var highest = Math.min(reached.number(), head.number());
    var known = journal.compute(session -> BlockStore.upTo(session, highest, MOST_CHECKPOINTS));
    var standing = newestStanding(known, head);
    if (standing.isEmpty()) {
      requireSameChain();
    }
    if (highest < reached.number() && standing.equals(known.stream().findFirst())) {
      return false;
    }
    isStale = true;
    journal.transactAsLeader(session -> writer.cut(session, standing));
    isStale = false;
    var left = standing.map(it -> it.head().number()).orElse(chain.deployment().block() - 1);
    tally.reorg(reached.number() - left);
    return true;
  }

  /** Below one that stands all do, so half of those left are ruled out at a time. */
  private Optional<Reached> newestStanding(List<Reached> newestFirst, Head head) {
    var low = 0;
    var high = newestFirst.size();
    while (low < high) {
      var middle = (low + high) / 2;
      var block = newestFirst.get(middle).head();
      if (reader.stands(block.number(), block.hash(), head)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low < newestFirst.size() ? Optional.of(newestFirst.get(low)) : Optional.empty();
  }

  private void requireSameChain() {
    Optional<Hash> genesis = chain.block(0).map(Head::hash);
    if (!genesis.equals(Optional.of(chain.deployment().genesis()))) {
      throw ChainException.permanent(
          "the chain was started anew: the market is not on it; deploy it, or use another endpoint",
          null);
    }
  }
}
