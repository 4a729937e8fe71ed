package souk.settlement.tx;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.protocol.value.Address;
import souk.settlement.chain.Call;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Head;
import souk.settlement.journal.Journal;
import souk.settlement.keys.Signer;

/**
 * The one way a process sends transactions of an account. Safe for use by many threads.
 *
 * <p>A call is in the journal before {@link #submit} returns and is sent from then on until it is
 * in a block, through lost replies, restarts, reorgs and rising fees. It takes effect at most once.
 */
public final class Outbox implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Outbox.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Semaphore wake = new Semaphore(0);
  private final Chain chain;
  private final Signer signer;
  private final OutboxStore store;
  private final OutboxCycle cycle;
  private final OutboxSettings settings;
  private final Thread loop;
  private @Nullable Head followed;
  private volatile boolean closed;

  private Outbox(Chain chain, Journal journal, Signer signer, OutboxSettings settings) {
    this.chain = chain;
    this.signer = signer;
    this.settings = settings;
    this.store = new OutboxStore(journal, signer.address());
    this.cycle = new OutboxCycle(chain, signer, store, settings);
    this.loop = Thread.ofVirtual().name("outbox " + signer.address()).unstarted(this::run);
  }

  /**
   * Starts the outbox of an account and goes on with what its journal holds.
   *
   * @param journal kept open by the caller until after {@link #close}
   */
  public static Outbox start(Chain chain, Journal journal, Signer signer, OutboxSettings settings) {
    var outbox = new Outbox(chain, journal, signer, settings);
    outbox.loop.start();
    return outbox;
  }

  /** Whose transactions it sends. */
  public Address sender() {
    return signer.address();
  }

  /**
   * Takes a call on. Submitting again with the same key, after a restart say, changes nothing,
   * unless the first call was reverted or rejected: then this one takes its place.
   *
   * @param key what the call is for, as {@code settle/0x.../0}: unique in this outbox
   */
  public void submit(String key, Call call) {
    store.queue(key, chain.encode(call));
    wake.release();
  }

  /** What became of the call with that key; empty if there is none. */
  public Optional<TxOutcome> outcome(String key) {
    return store.find(key).map(store::outcome);
  }

  /**
   * Waits for the outcome of the call with that key.
   *
   * @return {@link TxOutcome.Pending} if it is not decided in time
   * @throws IllegalArgumentException if there is no such call
   */
  public TxOutcome await(String key, Duration patience) throws InterruptedException {
    var end = System.nanoTime() + patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (true) {
        var outcome = outcome(key).orElseThrow(() -> unknown(key));
        var left = end - System.nanoTime();
        if (outcome.isDecided() || left <= 0) {
          return outcome;
        }
        var unused = changed.awaitNanos(Math.min(left, settings.poll().toNanos()));
      }
    } finally {
      lock.unlock();
    }
  }

  /** As {@link #submit} and {@link #await} together. */
  public TxOutcome submitAndAwait(String key, Call call, Duration patience)
      throws InterruptedException {
    submit(key, call);
    return await(key, patience);
  }

  /** Frees the key of a call that is decided. */
  public void forget(String key) {
    store.forget(key);
  }

  /** Stops sending; what is not decided goes on when the outbox is started again. */
  @Override
  public void close() {
    closed = true;
    wake.release();
    try {
      loop.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      try {
        pass();
      } catch (ChainException e) {
        log.debug("the outbox waits: {}", e.getMessage());
      } catch (RuntimeException e) {
        log.error("the outbox failed and tries again", e);
      }
      tellWaiters();
      pause();
    }
  }

  private void pass() {
    var head = chain.head();
    var last = followed;
    if (last == null || !stands(last, head)) {
      cycle.confirmMined(head);
    }
    if (last == null || !last.hash().equals(head.hash())) {
      cycle.follow(head);
      followed = head;
    }
    cycle.sendQueued(head);
  }

  /** Whether the chain up to the head still has that block. */
  private boolean stands(Head block, Head head) {
    return block.hash().equals(head.hash())
        || block.hash().equals(head.parentHash())
        || chain.block(block.number()).map(Head::hash).equals(Optional.of(block.hash()));
  }

  private void tellWaiters() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Rests until the next look, or submission. */
  private void pause() {
    try {
      var unused = wake.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS);
      wake.drainPermits();
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private static IllegalArgumentException unknown(String key) {
    return new IllegalArgumentException("nothing was submitted as '" + key + "'");
  }
}
