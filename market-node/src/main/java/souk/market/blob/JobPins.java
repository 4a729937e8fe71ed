package souk.market.blob;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import souk.protocol.job.JobSpec;
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
  private Map<Hash, JobSpec> awaited = Map.of();
  private Map<Hash, Hash> modules = Map.of();

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
    var ids = pins.jobs();
    market.live().forEach(job -> ids.add(job.id()));
    pins.set(names(ids, listener));
    var pinned = pins.blobs();
    var over = new HashSet<>(ledger.pinned());
    over.removeAll(pinned);
    ledger.release(over, clock.instant().plus(resultGrace));
    ledger.pin(pinned);
  }

  /** Looks at some jobs again. */
  void update(Collection<Hash> changed, Listener listener) throws IOException {
    var difference = pins.set(names(changed, listener));
    ledger.pin(difference.pinned());
    ledger.release(difference.released(), clock.instant().plus(resultGrace));
  }

  private Map<Hash, Set<Hash>> names(Collection<Hash> changed, Listener listener)
      throws IOException {
    var ids = new HashSet<>(changed);
    ids.addAll(awaited.keySet());
    awaited = market.awaited();
    ids.addAll(awaited.keySet());
    var named = new HashMap<Hash, Set<Hash>>();
    for (var id : ids) {
      named.put(id, names(id, listener));
    }
    addModules(named);
    return named;
  }

  /** Agents' next jobs will name them. */
  private void addModules(Map<Hash, Set<Hash>> named) {
    modules.keySet().forEach(agent -> named.put(agent, Set.of()));
    modules = market.modules();
    modules.forEach((agent, module) -> named.put(agent, Set.of(module)));
  }

  private Set<Hash> names(Hash id, Listener listener) throws IOException {
    var job = market.job(id);
    if (job.isPresent()) {
      return job.get().snapshot().state().isFinal() ? nothing(id) : names(job.get(), listener);
    }
    var spec = awaited.get(id);
    return spec == null ? nothing(id) : noted(id, spec, names.of(spec));
  }

  /** The jobs that name more blobs once this one is here. */
  synchronized Set<Hash> waitingFor(Hash blob) {
    return Set.copyOf(incomplete.getOrDefault(blob, Set.of()));
  }

  private Set<Hash> names(IndexedJob job, Listener listener) throws IOException {
    var blobs = noted(job.id(), job.spec(), names.of(job));
    listener.named(job, blobs);
    return blobs;
  }

  private Set<Hash> noted(Hash id, JobSpec spec, JobBlobs.Names found) {
    if (found.isComplete()) {
      complete(id);
    } else {
      await(spec.mounts(), id);
    }
    return found.blobs();
  }

  private Set<Hash> nothing(Hash id) {
    complete(id);
    return Set.of();
  }

  private synchronized void await(Hash manifest, Hash jobId) {
    incomplete.computeIfAbsent(manifest, _ -> new HashSet<>()).add(jobId);
  }

  private synchronized void complete(Hash jobId) {
    incomplete.values().forEach(waiting -> waiting.remove(jobId));
    incomplete.values().removeIf(Set::isEmpty);
  }
}
