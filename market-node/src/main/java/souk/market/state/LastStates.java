package souk.market.state;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import souk.client.api.LastTurn;
import souk.client.api.WireLimits;
import souk.client.session.ChainSession;
import souk.market.api.LastStateDesk;
import souk.market.api.StateDesk.Receipt;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.runtime.state.StateCodec;

/**
 * Keeps the last states of agent jobs whose results are public, for the jobs that go on from them.
 * Takes them from anybody, since the trace on chain says what they must be.
 */
public final class LastStates implements LastStateDesk {
  /** Most states: what is known of each is looked at now and then. */
  private static final int MOST_STATES = 20_000;

  /** Of all room, states that are kept beyond their time have no more than one part in so many. */
  private static final int LONG_KEPT = 2;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final LastStateStore store;
  private final Endings endings;
  private final Supplier<List<Hash>> paid;
  private final Config config;
  // Checking a state takes several times its size of memory.
  private final Semaphore checks = new Semaphore(1);

  /**
   * How much is kept, and how long.
   *
   * @param capacityBytes most bytes of all states, at least that of one
   * @param quotaBytes most bytes of the states of one consumer's jobs, at least that of one; its
   *     newest stay, and those that are paid for
   * @param grace how long a state is kept after it was brought last, in block time, up to 366 days;
   *     those that are paid for stay longer, in half of the room
   */
  public record Config(long capacityBytes, long quotaBytes, Duration grace) {
    private static final Duration LONGEST_GRACE = Duration.ofDays(366);

    /** 2 GiB, 64 MiB of a consumer's, 30 days. */
    public static final Config DEFAULT = new Config(2L << 30, 64L << 20, Duration.ofDays(30));

    /**
     * @throws IllegalArgumentException if a value is outside its range
     */
    public Config {
      if (Math.min(capacityBytes, quotaBytes) < WireLimits.MAX_STATE_BYTES) {
        throw new IllegalArgumentException(
            "capacity and quota of states have room for one: at least %d bytes"
                .formatted(WireLimits.MAX_STATE_BYTES));
      }
      if (grace.isNegative() || grace.compareTo(LONGEST_GRACE) > 0) {
        throw new IllegalArgumentException("states are kept for 0 to 366 days");
      }
    }
  }

  LastStates(LastStateStore store, Endings endings, Supplier<List<Hash>> paid, Config config) {
    this.store = store;
    this.endings = endings;
    this.paid = paid;
    this.config = config;
  }

  /**
   * The states in a session's journal.
   *
   * @param paid states that agents go on from who can pay, in the order in which they are kept
   *     beyond their time
   */
  public static LastStates in(ChainSession session, Supplier<List<Hash>> paid, Config config) {
    return new LastStates(
        new LastStateStore(session.journal()), Endings.of(session.jobs()), paid, config);
  }

  /** The turns that states are here of, those that came last at the end. */
  public List<LastTurn> all() {
    return store.all();
  }

  /**
   * Lets go of states whose time is over, or whose jobs did not end with them, and that nobody pays
   * for.
   */
  public void tidy() {
    endings.blockTime().ifPresent(this::tidy);
  }

  private void tidy(Instant now) {
    var over = store.broughtBefore(now.minus(config.grace()));
    if (!over.isEmpty()) {
      store.forget(unpaid(over));
    }
    for (var last : store.unsettled()) {
      switch (endings.fate(last.jobId(), last.turnHash())) {
        case OPEN -> {}
        case SETTLED -> store.settle(last.stateHash());
        case LOST -> letGo(last.stateHash());
      }
    }
  }

  private Set<Hash> unpaid(Map<Hash, Long> sizes) {
    var unpaid = new HashSet<>(sizes.keySet());
    var room = config.capacityBytes() / LONG_KEPT;
    var places = MOST_STATES / LONG_KEPT;
    for (var state : paid.get()) {
      var size = sizes.getOrDefault(state, Long.MAX_VALUE);
      if (size <= room && places > 0 && unpaid.remove(state)) {
        room -= size;
        places--;
      }
    }
    return unpaid;
  }

  /** Of a job that came to something else: an agent may have been there before that. */
  private void letGo(Hash state) {
    if (!paid.get().contains(state)) {
      store.forget(Set.of(state));
    }
  }

  @Override
  public Receipt admit(LastTurn last) {
    if (ending(last).isEmpty()) {
      return new Receipt.Refused(
          "no result of that agent job is public whose last turn has that hash");
    }
    return isFull() && store.sizeBytes(last.stateHash()).isEmpty()
        ? new Receipt.OverQuota("there is no room for more states now")
        : new Receipt.Kept();
  }

  private boolean isFull() {
    return store.count() >= MOST_STATES
        || store.usedBytes() > config.capacityBytes() - WireLimits.MAX_STATE_BYTES;
  }

  private Optional<Endings.Ending> ending(LastTurn last) {
    return endings.ending(last.jobId()).filter(it -> it.lastTurn().equals(last.turnHash()));
  }

  @Override
  public boolean isKept(LastTurn last) {
    var ending = ending(last);
    var now = endings.blockTime();
    return ending.isPresent()
        && now.isPresent()
        && store.renew(last, ending.get().consumer(), now.get());
  }

  @Override
  public Receipt take(LastTurn last, byte[] snapshot) throws InterruptedException {
    if (!checks.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      return new Receipt.Busy("too many states at once; try again");
    }
    try {
      var receipt = admit(last);
      if (receipt instanceof Receipt.Kept) {
        keep(last, Bytes.of(snapshot));
      }
      return receipt;
    } catch (IllegalArgumentException e) {
      return new Receipt.Refused(String.valueOf(e.getMessage()));
    } finally {
      checks.release();
    }
  }

  private void keep(LastTurn last, Bytes snapshot) {
    var unused = StateCodec.decodeSnapshot(snapshot, last.stateHash());
    var consumer = ending(last).orElseThrow(LastStates::gone).consumer();
    var now = endings.blockTime().orElseThrow(LastStates::gone);
    store.keep(last, consumer, now, snapshot, config.quotaBytes(), Set.copyOf(paid.get()));
  }

  /** A reorganization between two looks. */
  private static IllegalArgumentException gone() {
    return new IllegalArgumentException("the job's result is not public any more");
  }

  @Override
  public Optional<Bytes> state(Hash stateHash) {
    return store.snapshot(stateHash);
  }

  @Override
  public OptionalInt sizeBytes(Hash stateHash) {
    return store.sizeBytes(stateHash);
  }
}
