package souk.client.node;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Head;
import souk.settlement.index.JobIndex;

/**
 * A node's one thread of decisions: takes a turn after each new block and whenever it is woken.
 * What goes wrong in a turn is told and the next turn tries again.
 */
public final class NodeLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeLoop.class);
  private static final long MOST_SECONDS_BETWEEN_TURNS = 5;

  private final JobIndex index;
  private final Consumer<Head> turn;
  private final Consumer<String> trouble;
  private final Semaphore news = new Semaphore(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("node loop").unstarted(this::run);
  private volatile @Nullable ChainException failure;
  private volatile boolean ending;

  /**
   * @param turn does what is due at that block
   * @param trouble told why a turn failed, one line
   */
  public NodeLoop(JobIndex index, Consumer<Head> turn, Consumer<String> trouble) {
    this.index = index;
    this.turn = turn;
    this.trouble = trouble;
  }

  /** Begins to take turns. */
  public void start() {
    index.listen(_ -> wake());
    thread.start();
  }

  /** Takes no turn after the one that is being taken. */
  public void end() {
    ending = true;
    wake();
  }

  /** Has the next turn taken at once. */
  public void wake() {
    news.release();
  }

  /**
   * Waits until the loop has ended.
   *
   * @throws ChainException if it ended because the market's chain is gone for good
   */
  public void awaitEnd() throws InterruptedException {
    ended.await();
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!ending) {
        index.head().ifPresent(this::take);
        // Throws if the index has given up on the chain.
        index.await(() -> false, Duration.ZERO);
        if (news.tryAcquire(MOST_SECONDS_BETWEEN_TURNS, TimeUnit.SECONDS)) {
          news.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ChainException e) {
      failure = e;
    } finally {
      ended.countDown();
    }
  }

  /** A turn that fails, even by a mistake of ours, must not cost the stake of all the others. */
  private void take(Head head) {
    try {
      turn.accept(head);
    } catch (RuntimeException e) {
      trouble.accept(String.valueOf(e.getMessage()));
      LOG.debug("a turn failed", e);
    }
  }
}
