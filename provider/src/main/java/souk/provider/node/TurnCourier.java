package souk.provider.node;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import souk.client.market.MarketException;
import souk.client.market.TurnSink;
import souk.client.node.Backoff;
import souk.client.turn.TurnParcel;
import souk.protocol.job.OutputKey;
import souk.protocol.seal.Ecies;
import souk.provider.journal.AttemptId;

/**
 * Brings turns to one market node: of each attempt the newest, as what changed since the one before
 * if the node has that, else whole. A node that is away is brought the newest when it is back.
 */
final class TurnCourier {
  private static final Duration BREATH = Duration.ofMillis(500);
  private static final Duration MOST_PATIENCE = Duration.ofSeconds(15);

  private final TurnSink node;
  private final SecureRandom random;
  private final Runnable handedIn;
  private final ProviderLog log;
  private final Backoff backoff = new Backoff(BREATH, MOST_PATIENCE);
  private final Map<AttemptId, ReachedTurn> waiting = new LinkedHashMap<>();
  // Turns of the newest that the node has.
  private final Map<AttemptId, Integer> delivered = new HashMap<>();
  private @Nullable OutputKey key;

  /**
   * @param handedIn told whenever a turn is not to be brought any more
   */
  TurnCourier(TurnSink node, SecureRandom random, Runnable handedIn, ProviderLog log) {
    this.node = node;
    this.random = random;
    this.handedIn = handedIn;
    this.log = log;
  }

  /** Takes a turn to be brought, in place of an earlier one of the attempt. */
  synchronized void take(ReachedTurn turn) {
    waiting.put(turn.id(), turn);
    notifyAll();
  }

  /** The attempt is over. */
  synchronized void forget(AttemptId id) {
    waiting.remove(id);
    delivered.remove(id);
  }

  /** Whether a turn of that attempt is still to be brought. */
  synchronized boolean owes(AttemptId id) {
    return waiting.containsKey(id);
  }

  /** Whether the node has that turn of the attempt, as far as this process knows. */
  synchronized boolean hasBrought(AttemptId id, int turns) {
    return delivered.getOrDefault(id, 0) == turns;
  }

  void run() throws InterruptedException {
    while (!Thread.currentThread().isInterrupted()) {
      Thread.sleep(bring(next()));
    }
  }

  private synchronized ReachedTurn next() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    return waiting.values().iterator().next();
  }

  /** Brings one; answers how long to rest. */
  private Duration bring(ReachedTurn turn) {
    var parcel = parcel(turn);
    var bytes = parcel.encode();
    if (bytes.isEmpty()) {
      log.turnTooLarge(turn.id(), turn.turns());
      done(turn, false);
      handedIn.run();
      return Duration.ZERO;
    }
    try {
      node.put(turn.signed(), Ecies.seal(sealingKey(), turn.id().jobId(), bytes.get(), random));
      done(turn, true);
      handedIn.run();
      log.turnHandedIn(turn.id(), turn.turns(), node);
      backoff.succeeded();
      return Duration.ZERO;
    } catch (MarketException | IllegalArgumentException e) {
      log.turnNotHandedIn(turn.id(), node, String.valueOf(e.getMessage()));
      return refused(turn, parcel, e instanceof MarketException market && market.isRetryable());
    }
  }

  /** The node may have lost the turn before, or its key; what it refuses whole stays refused. */
  private Duration refused(ReachedTurn turn, TurnParcel parcel, boolean mayRetry) {
    key = null;
    if (!mayRetry && parcel.base() == 0) {
      done(turn, false);
      handedIn.run();
    } else {
      postpone(turn);
    }
    return backoff.failed();
  }

  private OutputKey sealingKey() {
    var known = key == null ? node.sealingKey() : key;
    key = known;
    return known;
  }

  private synchronized TurnParcel parcel(ReachedTurn turn) {
    var base = turn.turns() - 1;
    var isThere = Optional.ofNullable(delivered.get(turn.id())).filter(it -> it == base);
    return turn.delta()
        .filter(_ -> base > 0 && isThere.isPresent())
        .map(delta -> new TurnParcel(base, turn.place().checkpoint(), delta))
        .orElseGet(() -> TurnParcel.whole(turn.place()));
  }

  private synchronized void done(ReachedTurn turn, boolean isThere) {
    if (isThere && waiting.containsKey(turn.id())) {
      delivered.put(turn.id(), turn.turns());
    }
    waiting.remove(turn.id(), turn);
  }

  /** Tries the others first, and then brings it whole. */
  private synchronized void postpone(ReachedTurn turn) {
    delivered.remove(turn.id());
    if (waiting.remove(turn.id(), turn)) {
      waiting.put(turn.id(), turn);
    }
  }
}
