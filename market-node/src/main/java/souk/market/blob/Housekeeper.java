package souk.market.blob;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainException;
import souk.settlement.journal.JournalException;

/**
 * The thread that keeps the pins up to date and lets blobs go. Nothing goes before the node has
 * caught up with the chain: until then it cannot know what is needed.
 */
final class Housekeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeper.class);
  private static final Duration PERIOD = Duration.ofSeconds(30);
  private static final long PAUSE_SECONDS = 2;
  private static final int MOST_PENDING = 100_000;

  private final JobPins pins;
  private final Collector collector;
  private final LiveMarket market;
  private final JobPins.Listener listener;
  private final BlobCounts counts;
  private final Clock clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread = Thread.ofVirtual().name("blob store").unstarted(this::run);
  private Set<Hash> pending = new HashSet<>();
  private boolean isExact;
  private Instant nextCollection = Instant.MIN;
  private volatile boolean isReady;

  /**
   * @param listener told what jobs name whenever they change
   */
  Housekeeper(
      JobPins pins,
      Collector collector,
      LiveMarket market,
      JobPins.Listener listener,
      BlobCounts counts,
      Clock clock) {
    this.pins = pins;
    this.collector = collector;
    this.market = market;
    this.listener = listener;
    this.counts = counts;
    this.clock = clock;
  }

  void start() {
    thread.start();
  }

  /** Whether it is known what is needed. */
  boolean isReady() {
    return isReady;
  }

  /** Has jobs looked at again. */
  void look(Collection<Hash> jobs) {
    lock.lock();
    try {
      if (pending.size() + jobs.size() > MOST_PENDING) {
        pending.clear();
        isExact = false;
      } else {
        pending.addAll(jobs);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (closed.getCount() > 0) {
        step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void step() throws InterruptedException {
    try {
      if (!isReady && !market.awaitCaughtUp(PERIOD)) {
        return;
      }
      pin();
      if (!clock.instant().isBefore(nextCollection)) {
        collector.collect();
        nextCollection = clock.instant().plus(PERIOD);
      }
      counts.count(BlobCounts.Event.ROUND);
    } catch (IOException | JournalException | ChainException e) {
      startOver(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("the blob store's housekeeping failed and starts over", e);
      startOver(e.toString());
    }
  }

  private void startOver(String reason) throws InterruptedException {
    rebuildNeeded();
    if (closed.getCount() > 0) {
      market.trouble("the blob store's housekeeping failed: " + reason);
      closed.await(PAUSE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void pin() throws IOException, InterruptedException {
    var news = take();
    if (news.isExact()) {
      pins.update(news.jobs(), listener);
    } else {
      pins.rebuild(listener);
      isReady = true;
    }
  }

  /** What is to be looked at; waits for it for at most a period. */
  private News take() throws InterruptedException {
    lock.lock();
    try {
      var left = PERIOD.toNanos();
      while (isExact && pending.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
      var taken = new News(isExact, pending);
      pending = new HashSet<>();
      isExact = true;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void rebuildNeeded() {
    lock.lock();
    try {
      isExact = false;
    } finally {
      lock.unlock();
    }
  }

  private record News(boolean isExact, Set<Hash> jobs) {}
}
