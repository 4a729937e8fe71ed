package souk.settlement.index;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Head;
import souk.settlement.chain.ProviderSnapshot;
import souk.settlement.chain.VerifierSnapshot;

/**
 * What one market looks like now, kept up to date by a thread of its own: every job with its newest
 * state, and every standing offer. Events say what changed, the contracts say what it is now.
 *
 * <p>Thread-safe. While the chain cannot be asked, it keeps telling what it knew last and tries on.
 */
public final class JobIndex implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobIndex.class);
  private static final int MOST_JOBS_A_READ = 200;

  private final Chain chain;
  private final Duration pollInterval;
  private final EventIndex events;
  private final MarketPicture picture;
  private final Accounts accounts;
  private final List<ChainEvent> untold = new ArrayList<>();
  private final Set<Address> touchedAccounts = new HashSet<>();
  private boolean rolledBack;
  private final List<Consumer<Changes>> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private @Nullable Head head;
  private @Nullable ChainException failure;
  private final CountDownLatch closing = new CountDownLatch(1);

  private JobIndex(Chain chain, Duration pollInterval) {
    this.chain = chain;
    this.pollInterval = pollInterval;
    this.accounts = new Accounts(chain);
    this.picture = new MarketPicture(chain.parameters().leastReward());
    this.events = new EventIndex(chain, new Follower());
    this.thread = Thread.ofVirtual().name("job index").unstarted(this::follow);
  }

  /**
   * Starts to follow the market from the block that deployed it.
   *
   * @param pollInterval how long to wait before asking for a new block
   */
  public static JobIndex start(Chain chain, Duration pollInterval) {
    var index = new JobIndex(chain, pollInterval);
    index.thread.start();
    return index;
  }

  /**
   * Calls the listener after each new block from now on, on the index's thread: it must not wait.
   */
  public void listen(Consumer<Changes> listener) {
    listeners.add(listener);
  }

  /** The block whose jobs are known; empty before the first. */
  public Optional<Head> head() {
    return locked(() -> Optional.ofNullable(head));
  }

  /** The job, if it was posted. */
  public Optional<IndexedJob> job(Hash id) {
    return locked(() -> picture.job(id));
  }

  /** Who took that job so far; while it is open, all of them failed it. */
  public Set<Address> providers(Hash jobId) {
    return locked(() -> picture.providers(jobId));
  }

  /** Every job that is not final, oldest first. */
  public List<IndexedJob> live() {
    return locked(picture::live);
  }

  /** A page of all jobs there ever were, newest first. */
  public JobPage jobs(JobQuery query) {
    return locked(() -> picture.jobs(query));
  }

  /** All that happened to a job, to claims and to demands about it, oldest first. */
  public List<ChainEvent> events(Hash jobId) {
    return locked(() -> picture.events(jobId));
  }

  /** Events of certain kinds, newest first. */
  public List<ChainEvent> events(EventQuery query) {
    return locked(() -> picture.events(query));
  }

  /** Everybody who ever bonded as a provider, by address. */
  public List<ProviderSnapshot> providers() {
    return locked(accounts::providers);
  }

  /** A provider's bond and record; empty if it never bonded. */
  public Optional<ProviderSnapshot> provider(Address address) {
    return locked(() -> accounts.provider(address));
  }

  /** Everybody who ever bonded as a verifier, by address. */
  public List<VerifierSnapshot> verifiers() {
    return locked(accounts::verifiers);
  }

  /**
   * What an account has in the market and did not commit to anything, at the block reached.
   *
   * @throws ChainException if it is not known yet and the chain cannot be asked
   */
  public Amount balance(Address address) {
    return accounts.balance(address);
  }

  /** The offer, if it was posted and not cancelled. */
  public Optional<IndexedOffer> offer(Hash id) {
    return locked(() -> picture.offer(id));
  }

  /** Every offer that was posted and not cancelled, oldest first. */
  public List<IndexedOffer> offers() {
    return locked(picture::offers);
  }

  /**
   * Waits until the index has caught up with the chain as it is now.
   *
   * @throws ChainException if that takes longer, or the market's chain is gone
   */
  public void awaitCaughtUp(Duration timeout) {
    var target = chain.head().number();
    if (!await(() -> head().map(Head::number).orElse(-1L) >= target, timeout)) {
      throw ChainException.retryable("the index does not catch up with the chain", null);
    }
  }

  /**
   * Waits until the condition holds; it is tried after each new block.
   *
   * @return whether it held in time
   * @throws ChainException if the market's chain is gone for good
   */
  public boolean await(BooleanSupplier condition, Duration timeout) {
    lock.lock();
    try {
      var left = timeout.toNanos();
      while (!condition.getAsBoolean()) {
        requireFollowing();
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void requireFollowing() {
    if (failure != null) {
      throw failure;
    }
  }

  private void follow() {
    try {
      var more = true;
      while (!closing.await(more ? 0 : pollInterval.toMillis(), TimeUnit.MILLISECONDS)) {
        more = step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ChainException e) {
      fail(e);
    }
  }

  private boolean step() {
    try {
      var more = events.poll();
      readJobs();
      return more;
    } catch (ChainException e) {
      if (!e.isRetryable()) {
        throw e;
      }
      LOG.debug("the chain cannot be read: {}", e.getMessage());
      return false;
    }
  }

  private void fail(ChainException trouble) {
    LOG.error("{}", trouble.getMessage());
    locked(
        () -> {
          failure = trouble;
          changed.signalAll();
          return true;
        });
  }

  private void readJobs() {
    var reached = events.reached();
    if (reached.isEmpty() || reached.equals(head())) {
      return;
    }
    var touched = locked(picture::unread);
    var batch = new ArrayList<Hash>();
    for (var id : touched) {
      batch.add(id);
      if (batch.size() == MOST_JOBS_A_READ) {
        read(batch);
        batch.clear();
      }
    }
    read(batch);
    touchedAccounts.addAll(locked(picture::takeTouchedAccounts));
    accounts.read(touchedAccounts);
    tell(reached.get(), touched);
  }

  private void read(List<Hash> ids) {
    if (ids.isEmpty()) {
      return;
    }
    var snapshots = chain.jobs(ids);
    locked(
        () -> {
          picture.read(ids, snapshots);
          return true;
        });
  }

  private void tell(Head reached, Set<Hash> touched) {
    var changes =
        locked(
            () -> {
              head = reached;
              var told =
                  new Changes(
                      reached,
                      rolledBack,
                      untold,
                      touched,
                      picture.takeTouchedOffers(),
                      touchedAccounts);
              untold.clear();
              touchedAccounts.clear();
              rolledBack = false;
              changed.signalAll();
              return told;
            });
    listeners.forEach(listener -> listener.accept(changes));
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private final class Follower implements EventIndex.Listener {
    @Override
    public void advanced(Head reached, List<ChainEvent> found) {
      locked(
          () -> {
            found.forEach(picture::add);
            return untold.addAll(found);
          });
    }

    @Override
    public void rolledBack(long fromBlock) {
      locked(
          () -> {
            rolledBack = true;
            picture.rollBack(fromBlock);
            return untold.removeIf(event -> event.at().blockNumber() >= fromBlock);
          });
    }
  }
}
