package souk.provider.node;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import souk.client.api.WireLimits;
import souk.client.blob.BlobSource;
import souk.client.market.MarketException;
import souk.client.node.Crew;
import souk.client.node.Pursuits;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Hash;
import souk.provider.journal.AttemptId;
import souk.provider.journal.ProviderJournal;
import souk.settlement.chain.ChunkShown;
import souk.settlement.chain.DemandCall;
import souk.settlement.chain.DemandEvent.ChunkDemanded;
import souk.settlement.chain.Head;
import souk.settlement.index.IndexedJob;

/**
 * Answers demands on chain for chunks of what attempts run and gave: a demand that is not answered
 * in time costs the stake. Chunks are fetched in threads of their own.
 */
final class DemandAnswers implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final BlobSource blobs;
  private final ProviderJournal journal;
  private final Pursuits pursuits;
  private final Runnable progress;
  private final ProviderLog log;
  private final Map<AttemptId, Map<Hash, ChunkShown>> found = new ConcurrentHashMap<>();
  private final Crew<Hash> crew = new Crew<>("answer demand");

  /**
   * @param blobs where modules and inputs come from
   * @param progress told whenever a chunk was found
   */
  DemandAnswers(
      BlobSource blobs,
      ProviderJournal journal,
      Pursuits pursuits,
      Runnable progress,
      ProviderLog log) {
    this.blobs = blobs;
    this.journal = journal;
    this.pursuits = pursuits;
    this.progress = progress;
    this.log = log;
  }

  /** Answers what is demanded about an attempt, missing at that block. */
  void answer(AttemptId id, IndexedJob job, Head now) {
    job.demands().stream()
        .filter(demand -> demand.attempt() == id.attempt())
        .forEach(demand -> answer(id, job.spec(), demand, now));
  }

  /** The attempt is over: nothing is demanded of it any more. */
  void forget(AttemptId id) {
    found.remove(id);
  }

  private void answer(AttemptId id, JobSpec spec, ChunkDemanded demand, Head now) {
    var chunk = found.getOrDefault(id, Map.of()).get(demand.demandId());
    if (chunk == null) {
      crew.start(demand.demandId(), () -> find(id, spec, demand));
    } else {
      var aim = "demand/" + demand.demandId();
      pursuits
          .pursue(aim, new DemandCall.Answer(chunk), now.number())
          .ifPresent(reason -> log.failed(aim, reason));
    }
  }

  private void find(AttemptId id, JobSpec spec, ChunkDemanded demand) throws InterruptedException {
    try {
      chunk(id, spec, demand).ifPresent(chunk -> keep(id, chunk));
    } catch (MarketException e) {
      log.failed("demand/" + demand.demandId(), String.valueOf(e.getMessage()));
      Thread.sleep(PAUSE);
    }
  }

  private void keep(AttemptId id, ChunkShown chunk) {
    log.demanded(id);
    found.computeIfAbsent(id, _ -> new ConcurrentHashMap<>()).put(chunk.demandId(), chunk);
    progress.run();
  }

  private Optional<ChunkShown> chunk(AttemptId id, JobSpec spec, ChunkDemanded demand) {
    return switch (demand.blob()) {
      case MODULE -> Optional.of(ofWork(spec, demand, false));
      case INPUT -> Optional.of(ofWork(spec, demand, true));
      case OUTPUT ->
          journal
              .output(id)
              .map(it -> ChunkShown.ofOutput(demand.demandId(), it.toArray(), demand.chunk()));
    };
  }

  private ChunkShown ofWork(JobSpec spec, ChunkDemanded demand, boolean input) {
    return ChunkShown.ofWork(
        demand.demandId(),
        blobs.getBlob(spec.module(), WireLimits.MAX_BLOB_BYTES),
        blobs.getBlob(spec.input(), WireLimits.MAX_BLOB_BYTES),
        input,
        demand.chunk());
  }

  @Override
  public void close() {
    crew.close();
  }
}
