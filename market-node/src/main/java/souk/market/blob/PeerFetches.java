package souk.market.blob;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import souk.client.api.WireLimits;
import souk.client.blob.BlobSpool;
import souk.client.blob.SpooledBlob;
import souk.protocol.value.Hash;

/**
 * Fetches blobs from peers: each blob once however many want it, few at once, and not again for a
 * while what nobody had. Thread-safe.
 */
final class PeerFetches {
  private static final int AT_ONCE = 4;
  private static final int MOST_WAITING = 256;
  private static final int MOST_ABSENT = 10_000;
  private static final Duration ABSENT = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final List<BlobPeer> peers;
  private final BlobSpool spool;
  private final Keeper keeper;
  private final Clock clock;
  private final Semaphore slots = new Semaphore(AT_ONCE);
  private final Map<Hash, CompletableFuture<Outcome>> underWay = new ConcurrentHashMap<>();
  private final Map<Hash, Instant> absent =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, Instant> eldest) {
          return size() > MOST_ABSENT;
        }
      };

  /** What came of a fetch. */
  enum Outcome {
    /** The blob is here now. */
    FETCHED,
    /** No peer that answers has it. */
    ABSENT,
    /** The node cannot look for it, or keep it, now. */
    BUSY
  }

  /** Keeps what a peer gave. */
  interface Keeper {
    /** Whether it could be kept. */
    boolean keep(SpooledBlob blob) throws IOException;
  }

  PeerFetches(List<BlobPeer> peers, BlobSpool spool, Keeper keeper, Clock clock) {
    this.peers = List.copyOf(peers);
    this.spool = spool;
    this.keeper = keeper;
    this.clock = clock;
  }

  /**
   * Fetches a blob, or waits for the fetch that is under way.
   *
   * @throws IOException if the store fails
   */
  Outcome fetch(Hash digest) throws IOException {
    if (peers.isEmpty() || wasAbsent(digest)) {
      return Outcome.ABSENT;
    }
    if (underWay.size() >= MOST_WAITING) {
      return Outcome.BUSY;
    }
    var mine = new CompletableFuture<Outcome>();
    var others = underWay.putIfAbsent(digest, mine);
    return others == null ? lead(digest, mine) : await(others);
  }

  private Outcome lead(Hash digest, CompletableFuture<Outcome> result) throws IOException {
    try {
      var outcome = inTurn(digest);
      result.complete(outcome);
      return outcome;
    } finally {
      underWay.remove(digest);
      result.complete(Outcome.BUSY);
    }
  }

  private static Outcome await(CompletableFuture<Outcome> result) {
    try {
      return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.BUSY;
    } catch (ExecutionException | TimeoutException e) {
      return Outcome.BUSY;
    }
  }

  private Outcome inTurn(Hash digest) throws IOException {
    try {
      if (!slots.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return Outcome.BUSY;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.BUSY;
    }
    try {
      return ask(digest);
    } finally {
      slots.release();
    }
  }

  private Outcome ask(Hash digest) throws IOException {
    for (var peer : peers) {
      var found = peer.download(digest, WireLimits.MAX_BLOB_BYTES, spool);
      if (found.isPresent()) {
        return keep(found.get());
      }
    }
    remember(digest);
    return Outcome.ABSENT;
  }

  private Outcome keep(SpooledBlob found) throws IOException {
    try (found) {
      return keeper.keep(found) ? Outcome.FETCHED : Outcome.BUSY;
    }
  }

  private boolean wasAbsent(Hash digest) {
    synchronized (absent) {
      return Optional.ofNullable(absent.get(digest))
          .filter(until -> clock.instant().isBefore(until))
          .isPresent();
    }
  }

  private void remember(Hash digest) {
    synchronized (absent) {
      absent.remove(digest);
      absent.put(digest, clock.instant().plus(ABSENT));
    }
  }
}
