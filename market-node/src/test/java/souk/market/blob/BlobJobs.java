package souk.market.blob;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import souk.client.api.SealedOutput;
import souk.protocol.codec.Digests;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.protocol.value.Signature;
import souk.settlement.chain.HashPrefix;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.Relayed;
import souk.settlement.index.IndexedJob;

/** A market of jobs that name blobs, as an index would tell it. */
final class BlobJobs implements LiveMarket {
  static final JobState OPEN = new JobState.Open(BlobStores.BLOCK_TIME.plusSeconds(600));
  static final JobState OVER = new JobState.Settled();

  private static final Fuel FUEL = new Fuel(1_000_000);

  final List<String> troubles = new CopyOnWriteArrayList<>();
  final AtomicInteger waits = new AtomicInteger();
  volatile boolean isBehind;
  volatile @Nullable RuntimeException fault;
  private final Map<Hash, IndexedJob> jobs = new LinkedHashMap<>();
  private final Map<Hash, JobSpec> awaited = new LinkedHashMap<>();
  private final Map<Hash, Hash> modules = new LinkedHashMap<>();
  private final Map<Hash, SealedOutput> sealed = new LinkedHashMap<>();

  synchronized void put(IndexedJob job) {
    jobs.put(job.id(), job);
  }

  synchronized void remove(Hash id) {
    jobs.remove(id);
    awaited.remove(id);
    modules.remove(id);
  }

  synchronized void await(Hash id, JobSpec spec) {
    awaited.put(id, spec);
  }

  /** Somebody lives who runs that module. */
  synchronized void live(Hash agent, Hash module) {
    modules.put(agent, module);
  }

  synchronized void seal(Hash jobId, Hash blob) {
    sealed.put(jobId, new SealedOutput(jobId, 0, blob, Signature.NONE));
  }

  static Hash hash(String name) {
    return Digests.sha256(name.getBytes(US_ASCII));
  }

  static IndexedJob job(String name, JobState state, Hash module, Hash input, Hash mounts) {
    return job(name, state, module, input, mounts, Optional.empty());
  }

  static IndexedJob job(
      String name, JobState state, Hash module, Hash input, Hash mounts, Optional<Result> result) {
    var spec = spec(module, input, mounts);
    return new IndexedJob(hash(name), spec, snapshot(hash(name), state), result, Optional.empty());
  }

  static Result result(Hash output) {
    return new Result(output, Hash.ZERO, ExitStatus.of(0), FUEL, Hash.ZERO, List.of());
  }

  private static JobSpec spec(Hash module, Hash input, Hash mounts) {
    return new JobSpec(
        Address.ZERO,
        Hash.ZERO,
        module,
        input,
        mounts,
        Hash.ZERO,
        Hash.ZERO,
        JobKind.COMMAND,
        FUEL,
        16,
        0,
        Price.of(1),
        Amount.ZERO,
        0,
        10,
        Tags.NONE,
        BlobStores.BLOCK_TIME.plusSeconds(600),
        BlobStores.BLOCK_TIME,
        Optional.empty(),
        Hash.ZERO,
        0,
        BigInteger.ZERO);
  }

  private static JobSnapshot snapshot(Hash id, JobState state) {
    return new JobSnapshot(
        id,
        state,
        0,
        Address.ZERO,
        Amount.ZERO,
        FUEL,
        Optional.empty(),
        false,
        HashPrefix.NONE,
        HashPrefix.NONE,
        new Fuel(0),
        false,
        List.of(),
        List.of(),
        Relayed.NONE,
        new Head(1, Hash.ZERO, Hash.ZERO, Instant.EPOCH));
  }

  @Override
  public synchronized List<IndexedJob> live() {
    if (fault != null) {
      throw fault;
    }
    return jobs.values().stream().filter(job -> !job.snapshot().state().isFinal()).toList();
  }

  @Override
  public synchronized Map<Hash, JobSpec> awaited() {
    return Map.copyOf(awaited);
  }

  @Override
  public synchronized Map<Hash, Hash> modules() {
    return Map.copyOf(modules);
  }

  @Override
  public synchronized Optional<IndexedJob> job(Hash id) {
    return Optional.ofNullable(jobs.get(id));
  }

  @Override
  public synchronized Optional<SealedOutput> sealedOutput(Hash jobId) {
    return Optional.ofNullable(sealed.get(jobId));
  }

  @Override
  public boolean isOurs(IndexedJob job) {
    return true;
  }

  @Override
  public boolean awaitCaughtUp(Duration timeout) {
    waits.incrementAndGet();
    if (isBehind) {
      LockSupport.parkNanos(1_000_000);
    }
    return !isBehind;
  }

  @Override
  public void trouble(String reason) {
    troubles.add(reason);
  }
}
