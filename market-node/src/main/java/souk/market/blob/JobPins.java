package souk.market.blob;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import souk.protocol.value.Hash;
import souk.settlement.index.IndexedJob;

/**
 * Keeps the pins what live jobs make them, whatever the chain does: each job counts as it is now.
 * Used by one thread, but for {@link #waitingFor}.
 */
final class JobPins {
  private final LiveMarket market;
  private final JobBlobs names;
  private final Pins pins;
  private final BlobLedger ledger;
  private final Duration resultGrace;
  private final Clock clock;
  // By the list of mounts that is not here, the jobs that name it.
  private final Map<Hash, Set<Hash>> incomplete = new HashMap<>();

  /** Told what live jobs name. */
  interface Listener {
    void named(IndexedJob job, Set<Hash> blobs);
  }

  /**
   * @param resultGrace how long a blob is kept after the last job that named it is over
   */
  JobPins(
      LiveMarket market,
      JobBlobs names,
      Pins pins,
      BlobLedger ledger,
      Duration resultGrace,
      Clock clock) {
    this.market = market;
    this.names = names;
    this.pins = pins;
    this.ledger = ledger;
    this.resultGrace = resultGrace;
    this.clock = clock;
  }

  /** Begins from all jobs that are live, and from what an earlier process had pinned. */
  void rebuild(Listener listener) throws IOException {
    var named = new HashMap<Hash, Set<Hash>>();
    pins.jobs().forEach(id -> named.put(id, Set.of()));
    for (var job : market.live()) {
      named.put(job.id(), name(job, listener));
    }
    pins.set(named);
    var pinned = pins.blobs();
    var over = new HashSet<>(ledger.pinned());
    over.removeAll(pinned);
    ledger.release(over, clock.instant().plus(resultGrace));
    ledger.pin(pinned);
  }

  /** Looks at some jobs again. */
  void update(Collection<Hash> changed, Listener listener) throws IOException {
    var named = new HashMap<Hash, Set<Hash>>();
    for (var id : changed) {
      var job = market.job(id).filter(it -> !it.snapshot().state().isFinal());
      named.put(id, job.isPresent() ? name(job.get(), listener) : Set.of());
      if (job.isEmpty()) {
        complete(id);
      }
    }
    var difference = pins.set(named);
    ledger.pin(difference.pinned());
    ledger.release(difference.released(), clock.instant().plus(resultGrace));
  }

  /** The jobs that name more blobs once this one is here. */
  synchronized Set<Hash> waitingFor(Hash blob) {
    return Set.copyOf(incomplete.getOrDefault(blob, Set.of()));
  }

  private Set<Hash> name(IndexedJob job, Listener listener) throws IOException {
    var found = names.of(job);
    if (found.isComplete()) {
      complete(job.id());
    } else {
      await(job.spec().mounts(), job.id());
    }
    listener.named(job, found.blobs());
    return found.blobs();
  }

  private synchronized void await(Hash manifest, Hash jobId) {
    incomplete.computeIfAbsent(manifest, _ -> new HashSet<>()).add(jobId);
  }

  private synchronized void complete(Hash jobId) {
    incomplete.values().forEach(waiting -> waiting.remove(jobId));
    incomplete.values().removeIf(Set::isEmpty);
  }
}
