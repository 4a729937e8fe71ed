package souk.market.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.protocol.value.Amount;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.LegEvent;
import souk.settlement.chain.LogPosition;
import souk.settlement.index.Changes;
import souk.settlement.index.EventQuery;
import souk.settlement.index.JobIndex;
import souk.settlement.journal.JournalException;

/**
 * How the market's jobs ended and what that came to, from its first block on. The past is read
 * once, what follows is told by the index. Events of blocks that a reorg is likely to take back are
 * kept one by one, and read again after one; all is read again if it went deeper. Thread-safe.
 */
final class PastSums implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PastSums.class);
  private static final int REORG_BLOCKS = 128;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Set<Class<? extends ChainEvent>> KINDS =
      Set.of(
          ChainEvent.JobSettled.class,
          ChainEvent.JobRefunded.class,
          ChainEvent.JobVoided.class,
          ChainEvent.ProviderSlashed.class,
          LegEvent.LegPaid.class,
          LegEvent.LegSlashed.class,
          ChainEvent.Burned.class);

  private static final Comparator<LogPosition> ORDER =
      Comparator.comparingLong(LogPosition::blockNumber).thenComparingInt(LogPosition::index);

  private final JobIndex index;
  private final Thread reader = Thread.ofVirtual().name("past sums").unstarted(this::follow);
  private final CountDownLatch closing = new CountDownLatch(1);
  private @Nullable Past past;
  private boolean stale;
  private long changes;

  /** Numbers of jobs that ended, and amounts. */
  record Sums(
      long settled, long refunded, long voided, Amount paid, Amount slashed, Amount burned) {
    static final Sums NONE = new Sums(0, 0, 0, Amount.ZERO, Amount.ZERO, Amount.ZERO);

    Sums plus(ChainEvent event) {
      return switch (event) {
        case ChainEvent.JobSettled it ->
            new Sums(
                settled + 1,
                refunded,
                voided,
                paid.plus(it.paid()).plus(it.fee()),
                slashed,
                burned);
        case ChainEvent.JobRefunded _ ->
            new Sums(settled, refunded + 1, voided, paid, slashed, burned);
        case ChainEvent.JobVoided _ ->
            new Sums(settled, refunded, voided + 1, paid, slashed, burned);
        case ChainEvent.ProviderSlashed it ->
            new Sums(settled, refunded, voided, paid, slashed.plus(it.stake()), burned);
        case LegEvent.LegPaid it ->
            new Sums(
                settled, refunded, voided, paid.plus(it.paid()).plus(it.fee()), slashed, burned);
        case LegEvent.LegSlashed it ->
            new Sums(settled, refunded, voided, paid, slashed.plus(it.lost()), burned);
        case ChainEvent.Burned it ->
            new Sums(settled, refunded, voided, paid, slashed, burned.plus(it.amount()));
        default -> this;
      };
    }
  }

  /**
   * What has been read.
   *
   * @param deep sums up to a block that a reorg hardly reaches
   * @param deepBlock number of that block
   * @param deepest where the newest of the events in those sums is
   * @param recent events above that block
   */
  private record Past(
      Sums deep, long deepBlock, Optional<LogPosition> deepest, List<ChainEvent> recent) {
    static final Past NONE = new Past(Sums.NONE, -1, Optional.empty(), List.of());

    Past withoutRecent() {
      return new Past(deep, deepBlock, deepest, List.of());
    }

    /** The same with these events above the deep block, at that head. */
    Past with(Collection<ChainEvent> events, long head) {
      var newDeep = Math.max(deepBlock, head - REORG_BLOCKS);
      var newRecent = new ArrayList<ChainEvent>();
      var sums = deep;
      var newest = deepest;
      for (var event : concat(recent, events)) {
        if (event.at().blockNumber() > newDeep) {
          newRecent.add(event);
        } else {
          sums = sums.plus(event);
          newest = Optional.of(later(event.at(), newest));
        }
      }
      return new Past(sums, newDeep, newest, newRecent);
    }

    /** Whether the newest event that is this deep is the one that was. */
    boolean stands(List<ChainEvent> newestFirst) {
      var found = newestFirst.stream().map(ChainEvent::at).filter(this::isDeep).findFirst();
      return found.equals(deepest);
    }

    private boolean isDeep(LogPosition at) {
      return at.blockNumber() <= deepBlock;
    }

    private static LogPosition later(LogPosition one, Optional<LogPosition> other) {
      return other.filter(it -> ORDER.compare(it, one) > 0).orElse(one);
    }

    private static List<ChainEvent> concat(List<ChainEvent> some, Collection<ChainEvent> others) {
      var all = new ArrayList<>(some);
      all.addAll(others);
      return all;
    }
  }

  PastSums(JobIndex index) {
    this.index = index;
  }

  /** Begins to hear of the present and, with the first news, to read the past. */
  void start() {
    index.listen(this::told);
    reader.start();
  }

  /**
   * The sums as far as the index has told them; empty while the past is read for the first time.
   */
  synchronized Optional<Sums> sums() {
    if (past == null) {
      return Optional.empty();
    }
    var sums = past.deep();
    for (var event : past.recent()) {
      sums = sums.plus(event);
    }
    return Optional.of(sums);
  }

  @Override
  public void close() {
    closing.countDown();
    reader.interrupt();
    try {
      reader.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void told(Changes news) {
    changes++;
    if (past == null || stale || news.rolledBack() || isCutShort(news)) {
      stale = true;
      notifyAll();
    } else {
      var ended = news.events().stream().filter(it -> KINDS.contains(it.getClass())).toList();
      past = past.with(ended, news.head().number());
    }
  }

  private void follow() {
    try {
      while (true) {
        var seen = awaitStale();
        try {
          take(read(), seen);
        } catch (JournalException e) {
          LOG.debug("the past cannot be read yet: {}", e.getMessage());
          if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized long awaitStale() throws InterruptedException {
    while (!stale) {
      wait();
    }
    return changes;
  }

  /**
   * What was told while it was being read may be missing: then the newest blocks are read again.
   */
  private synchronized void take(Past read, long seen) {
    past = read;
    stale = changes != seen;
  }

  private Past read() throws InterruptedException {
    var head = index.head().orElseThrow().number();
    var before = known().filter(it -> it.deepBlock() < head);
    var read =
        before.isPresent() ? read(before.get().withoutRecent(), head) : Optional.<Past>empty();
    return read.isPresent() ? read.get() : read(Past.NONE, head).orElseThrow();
  }

  /** What is above a past's deep block; empty if that past is not the chain's any more. */
  private Optional<Past> read(Past before, long head) throws InterruptedException {
    var read = before;
    var query = EventQuery.newest(KINDS, EventQuery.MOST);
    while (!Thread.interrupted()) {
      var events = index.events(query);
      read = read.with(above(before.deepBlock(), events), head);
      if (events.size() < EventQuery.MOST || before.isDeep(events.getLast().at())) {
        return before.stands(events) ? Optional.of(read) : Optional.empty();
      }
      query = new EventQuery(KINDS, Optional.of(events.getLast().at()), EventQuery.MOST);
    }
    throw new InterruptedException();
  }

  private synchronized Optional<Past> known() {
    return Optional.ofNullable(past);
  }

  private static boolean isCutShort(Changes news) {
    return news.events().size() == Changes.MOST_EVENTS;
  }

  private static List<ChainEvent> above(long block, List<ChainEvent> events) {
    return events.stream().filter(event -> event.at().blockNumber() > block).toList();
  }
}
