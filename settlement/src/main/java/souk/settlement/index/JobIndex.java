package souk.settlement.index;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Head;
import souk.settlement.chain.ProviderSnapshot;
import souk.settlement.chain.VerifierSnapshot;
import souk.settlement.journal.Journal;
import souk.settlement.journal.JournalException;

/**
 * What one market looks like now, kept up to date by a thread of its own: every job that goes on,
 * every standing offer, every living agent and all bonds are at hand, the past is in the journal.
 * Events say what changed, the contracts say what it is now; all that is shown is of one block.
 *
 * <p>Thread-safe. While the chain cannot be asked, it keeps telling what it knew last and tries on.
 * Methods that look into the journal throw {@link JournalException} if it cannot be read.
 */
public final class JobIndex implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobIndex.class);

  private final Chain chain;
  private final Journal journal;
  private final Duration pollInterval;
  private final BooleanSupplier leads;
  private final LiveMarket market;
  private final View view = new View();
  private final Tally tally = new Tally();
  private final Past past;
  private final IndexCycle cycle;
  private final UpdateReader updates;
  private final List<Consumer<Changes>> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private @Nullable ChainException failure;
  private final CountDownLatch closing = new CountDownLatch(1);

  private JobIndex(Chain chain, Journal journal, Duration pollInterval, BooleanSupplier leads) {
    var store = new JobStore(chain.parameters().leastReward());
    this.chain = chain;
    this.journal = journal;
    this.pollInterval = pollInterval;
    this.leads = leads;
    this.market = new LiveMarket(store);
    this.past = new Past(journal, store);
    var second = new SecondLook(chain);
    this.cycle = new IndexCycle(chain, journal, market, store, second, leads, view::hasJob, tally);
    this.updates = new UpdateReader(chain, market, view, new SpotCheck(view, second, tally));
    this.thread = Thread.ofVirtual().name("job index").unstarted(this::follow);
  }

  /**
   * Starts to follow the market from where the journal ends, or from the block that deployed it. Of
   * processes that share the journal, the one that holds its lease reads the chain's events; the
   * others read them there.
   *
   * @param pollInterval how long to wait before asking for a new block
   * @throws ChainException if the journal is of another market
   * @throws JournalException if the journal cannot be used
   */
  public static JobIndex start(Chain chain, Journal journal, Duration pollInterval) {
    return start(chain, journal, pollInterval, journal.lease()::isHeld);
  }

  /** As {@link #start(Chain, Journal, Duration)}, for one that is told whether it leads. */
  static JobIndex start(
      Chain chain, Journal journal, Duration pollInterval, BooleanSupplier leads) {
    var index = idle(chain, journal, pollInterval, leads);
    index.thread.start();
    return index;
  }

  /** One that takes each {@link #step} when it is told to. */
  static JobIndex idle(Chain chain, Journal journal, Duration pollInterval, BooleanSupplier leads) {
    var index = new JobIndex(chain, journal, pollInterval, leads);
    index.cycle.load();
    return index;
  }

  /**
   * Calls the listener after each new block from now on, on the index's thread: it must not wait.
   * What it throws is logged.
   */
  public void listen(Consumer<Changes> listener) {
    listeners.add(listener);
  }

  /** The block that is shown; empty before the first. */
  public Optional<Head> head() {
    return locked(view::head);
  }

  /** The job, if it was ever posted. */
  public Optional<IndexedJob> job(Hash id) {
    return locked(() -> view.job(id))
        .map(View.Shown::job)
        .or(() -> locked(view::reached).flatMap(at -> past.job(id, at)));
  }

  /** Every job that is not final, oldest first. */
  public List<IndexedJob> live() {
    return locked(view::live);
  }

  /** A page of all jobs there ever were, newest first. */
  public JobPage jobs(JobQuery query) {
    return locked(() -> view.page(query))
        .map(shown -> past.jobs(query, shown))
        .orElse(new JobPage(List.of(), OptionalLong.empty()));
  }

  /** All that happened to a job, to claims and to demands about it, oldest first. */
  public List<ChainEvent> events(Hash jobId) {
    return locked(() -> view.job(jobId))
        .map(View.Shown::events)
        .orElseGet(() -> past.events(jobId, locked(view::events)));
  }

  /** Events of certain kinds, newest first. */
  public List<ChainEvent> events(EventQuery query) {
    return past.events(query, locked(view::events));
  }

  /** Who took that job so far; while it is open, all of them failed it. */
  public Set<Address> providers(Hash jobId) {
    return JobHistory.providers(events(jobId));
  }

  /** Every offer that was posted, not cancelled and has not expired, oldest first. */
  public List<IndexedOffer> offers() {
    return locked(() -> view.offers().list());
  }

  /** An offer, if it stands. */
  public Optional<IndexedOffer> offer(Hash id) {
    return locked(() -> view.offers().standing(id, view.time()).map(LiveOffers.Posted::offer));
  }

  /** Every agent that lives, and ended ones of which somebody is owed something, by number. */
  public List<IndexedAgent> agents() {
    return locked(() -> view.agents().values().stream().map(View.ShownAgent::agent).toList());
  }

  /** An agent, if it is one of {@link #agents}. */
  public Optional<IndexedAgent> agent(AgentId id) {
    return shown(id).map(View.ShownAgent::agent);
  }

  /**
   * The oldest messages an agent has not read, with their bodies, oldest first: at most 16, as many
   * as a turn may read.
   */
  public List<AgentEvent.MessageReceived> unread(AgentId id) {
    return shown(id).map(agent -> past.messages(id, agent.unread())).orElse(List.of());
  }

  /** Everybody who ever bonded as a provider, by address. */
  public List<ProviderSnapshot> providers() {
    return locked(() -> List.copyOf(view.providers().values()));
  }

  /** A provider's bond and record; empty if it never bonded. */
  public Optional<ProviderSnapshot> provider(Address address) {
    return locked(() -> Optional.ofNullable(view.providers().get(address)));
  }

  /** Everybody who ever bonded as a verifier, by address. */
  public List<VerifierSnapshot> verifiers() {
    return locked(() -> List.copyOf(view.verifiers().values()));
  }

  /**
   * What an account has in the market and did not commit to anything. Read from the contracts when
   * it is asked for first, and kept up to date from then on.
   *
   * @throws ChainException if it has to be read and the chain cannot be asked
   */
  public Amount balance(Address address) {
    var known = locked(() -> Optional.ofNullable(view.balances().get(address)));
    return known.orElseGet(() -> readBalance(address));
  }

  /** What the index has met since it was started. */
  public IndexCounts counts() {
    return tally.with(locked(view::events));
  }

  /**
   * When blocks were made.
   *
   * @param blocks heights; those above the block shown are left out
   * @throws ChainException if the chain has to be asked and cannot
   */
  public Map<Long, Instant> times(Collection<Long> blocks) {
    return past.times(blocks, chain);
  }

  /**
   * Waits until the index has caught up with the chain as it is now.
   *
   * @throws ChainException if that takes longer, or the market's chain is gone
   */
  public void awaitCaughtUp(Duration timeout) {
    if (!catchesUp(timeout)) {
      throw ChainException.retryable("the index does not catch up with the chain", null);
    }
  }

  /**
   * As {@link #awaitCaughtUp}; false if it takes longer.
   *
   * @throws ChainException if the chain cannot be asked, or the market's chain is gone
   */
  public boolean catchesUp(Duration timeout) {
    var target = chain.head();
    return await(() -> head().filter(shown -> isAsNew(shown, target)).isPresent(), timeout);
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

  /** Jobs that are not in the journal alone. */
  int jobsAtHand() {
    return locked(view::jobCount);
  }

  private Optional<View.ShownAgent> shown(AgentId id) {
    return locked(() -> Optional.ofNullable(view.agents().get(id)));
  }

  private static boolean isAsNew(Head shown, Head target) {
    return shown.number() > target.number() || shown.hash().equals(target.hash());
  }

  private Amount readBalance(Address address) {
    var head = head();
    if (head.isEmpty()) {
      return chain.account(address).marketBalance();
    }
    var balance = chain.balances(List.of(address), head.get()).get(address);
    if (balance == null) {
      throw ChainException.retryable("no balance was told of " + address, null);
    }
    return locked(
        () -> {
          if (view.head().equals(head)) {
            view.keepBalance(address, balance);
          }
          return balance;
        });
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

  /**
   * Takes what is new, a bounded part of it, and shows it once all is there.
   *
   * @return whether there is more to take at once
   * @throws ChainException if the market's chain is gone for good
   */
  boolean step() {
    try {
      var more = cycle.step();
      if (!more) {
        show();
      }
      return more;
    } catch (ChainException e) {
      if (!e.isRetryable()) {
        throw e;
      }
      LOG.debug("the chain cannot be read: {}", e.getMessage());
    } catch (JournalException e) {
      tell(e);
    } catch (RuntimeException e) {
      LOG.error("the index failed and tries again", e);
    }
    return false;
  }

  private void tell(JournalException trouble) {
    if (trouble.isNotLeader() || closing.getCount() == 0) {
      LOG.debug("the index is written by another process: {}", trouble.getMessage());
    } else {
      LOG.error("{}", trouble.getMessage());
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

  private void show() {
    var reached = market.reached();
    if (reached.isEmpty() || isShown(reached.get()) || !(leads.getAsBoolean() || cycle.isNear())) {
      return;
    }
    var update = updates.read(reached.get());
    locked(
        () -> {
          view.show(update);
          changed.signalAll();
          return true;
        });
    market.providers().shown(update.providers().keySet());
    market.verifiers().shown(update.verifiers().keySet());
    market.told();
    listeners.forEach(listener -> tell(listener, update.changes()));
    keep(update);
  }

  private static void tell(Consumer<Changes> listener, Changes changes) {
    try {
      listener.accept(changes);
    } catch (RuntimeException e) {
      LOG.error("who listens to the index failed", e);
    }
  }

  private boolean isShown(Reached reached) {
    return view.reached().equals(Optional.of(reached))
        && !market.isReloaded()
        && !market.isRolledBack();
  }

  /** So that the next start need not read them again. */
  private void keep(Update update) {
    if (leads.getAsBoolean() && !(update.providers().isEmpty() && update.verifiers().isEmpty())) {
      journal.transactAsLeader(
          session -> {
            BondStore.keepProviders(session, update.providers().values());
            BondStore.keepVerifiers(session, update.verifiers().values());
          });
    }
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
