package souk.settlement.tx;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.protocol.value.Address;
import souk.settlement.chain.Call;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Head;
import souk.settlement.journal.Journal;
import souk.settlement.journal.JournalException;
import souk.settlement.journal.Lease;
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
  private final Intake intake;
  private final Inclusion inclusion;
  private final Insistence insistence;
  private final Dispatch dispatch;
  private final GasBook gas;
  private final Lease lease;
  private final OutboxSettings settings;
  private final Thread loop;
  private OptionalLong term = OptionalLong.empty();
  private @Nullable Head followed;
  private volatile boolean closed;

  private Outbox(Chain chain, Journal journal, Signer signer, OutboxSettings settings) {
    this.chain = chain;
    this.signer = signer;
    this.settings = settings;
    this.store = new OutboxStore(journal, signer.address());
    this.intake = new Intake(store);
    this.inclusion = new Inclusion(chain, signer.address(), store, settings);
    this.insistence = new Insistence(chain, signer, store, settings);
    this.dispatch = new Dispatch(chain, signer, store, settings);
    this.gas = new GasBook(chain, journal, signer.address());
    this.lease = journal.lease();
    this.loop = Thread.ofVirtual().name("outbox " + signer.address()).unstarted(this::run);
  }

  /**
   * Starts the outbox of an account and goes on with what its journal holds.
   *
   * @param journal kept open by the caller until after {@link #close}
   */
  public static Outbox start(Chain chain, Journal journal, Signer signer, OutboxSettings settings) {
    var outbox = new Outbox(chain, journal, signer, settings);
    outbox.lease.listen(outbox.wake::release);
    outbox.loop.start();
    return outbox;
  }

  /** Whose transactions it sends. */
  public Address sender() {
    return signer.address();
  }

  /**
   * Takes a call on. Submitting again with the same key, after a restart say, changes nothing,
   * unless the first call was reverted or rejected: then this one takes its place. What is decided
   * is forgotten after a while, its key with it ({@link OutboxSettings#keptForBlocks}).
   *
   * @param key what the call is for, as {@code settle/0x.../0}: unique in this outbox
   */
  public void submit(String key, Call call) {
    submitAll(Map.of(key, call));
  }

  /**
   * Takes calls on as {@link #submit} does, in that order, all of them or none; they are written
   * down together.
   *
   * @param calls by their keys
   */
  public void submitAll(Map<String, Call> calls) {
    intake.add(
        calls.entrySet().stream()
            .map(it -> new OutboxStore.Intent(it.getKey(), chain.encode(it.getValue())))
            .toList());
    wake.release();
  }

  /**
   * Divides what a batch verb is to be called with, so that each transaction stays below a share of
   * what a block holds ({@link OutboxSettings#blockShare}). Asks the chain.
   *
   * @param elements in their order, which is kept
   * @param verb the call over some of the elements
   */
  public <E> List<List<E>> divide(List<E> elements, Function<List<E>, Call> verb) {
    var most = chain.blockGasLimit() / settings.blockShare();
    return new GasShares<>(chain, sender(), verb, most).divide(elements);
  }

  /** What became of the call with that key; empty if there is none. */
  public Optional<TxOutcome> outcome(String key) {
    return store.find(key).map(store::outcome);
  }

  /** Keys of the calls that are in no block yet. */
  public Set<String> undecided() {
    return store.undecidedKeys();
  }

  /** How many calls are in no block yet. */
  public int queue() {
    return store.undecided();
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
      var again = false;
      try {
        again = lease.isHeld() && pass();
      } catch (ChainException e) {
        log.debug("the outbox waits: {}", e.getMessage());
      } catch (JournalException e) {
        log.warn("the outbox waits: {}", e.getMessage());
      } catch (RuntimeException e) {
        log.error("the outbox failed and tries again", e);
      }
      tellWaiters();
      if (!again) {
        pause();
      }
    }
  }

  /** Tells whether another pass at once has something to do. */
  private boolean pass() {
    if (!lease.term().equals(term)) {
      // Others may have sent in between.
      term = lease.term();
      followed = null;
    }
    var head = chain.head();
    var last = followed;
    var stands = last != null && stands(last, head);
    if (!stands) {
      inclusion.confirmMined(head);
    }
    if (last == null || !last.hash().equals(head.hash())) {
      follow(stands ? last : null, head);
      followed = head;
    }
    return dispatch.sendQueued(head);
  }

  private void follow(@Nullable Head last, Head head) {
    var used = chain.nonce(signer.address());
    var onTheirWay = inclusion.follow(last, head, used);
    insistence.lookAfter(onTheirWay, head);
    gas.countUpTo(head.number() - settings.finalAfterBlocks());
    store.prune(head.number() - settings.keptForBlocks());
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
