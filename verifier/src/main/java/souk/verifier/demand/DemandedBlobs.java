package souk.verifier.demand;

import java.io.ByteArrayOutputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import souk.client.api.WireLimits;
import souk.client.blob.BlobSource;
import souk.client.market.MarketException;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;
import souk.settlement.chain.BlobRole;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.DemandEvent.ChunkAnswered;
import souk.settlement.index.IndexedJob;
import souk.settlement.log.ShownChunks;

/**
 * The blobs of jobs, from market nodes or, where they withhold a module or an input, out of what
 * its provider was made to show on chain. Remembers what is missing. Thread-safe.
 */
public final class DemandedBlobs {
  private final BlobSource nodes;
  private final Function<Hash, List<ChainEvent>> events;
  private final Function<Hash, Optional<byte[]>> calldata;
  private final Map<Hash, Set<BlobRole>> missing = new ConcurrentHashMap<>();

  /**
   * @param nodes where blobs are looked for first
   * @param events what happened to a job, oldest first
   * @param calldata what a transaction was called with
   */
  public DemandedBlobs(
      BlobSource nodes,
      Function<Hash, List<ChainEvent>> events,
      Function<Hash, Optional<byte[]>> calldata) {
    this.nodes = nodes;
    this.events = events;
    this.calldata = calldata;
  }

  /** Where the blobs of a job come from. */
  public BlobSource of(IndexedJob job) {
    return (digest, maxBytes) -> {
      var bytes = find(job, digest, maxBytes);
      roles(job, digest).forEach(role -> came(job.id(), role));
      return bytes;
    };
  }

  /** Which blobs of a job were not to be had when they were looked for last. */
  Set<BlobRole> missing(Hash jobId) {
    return missing.getOrDefault(jobId, Set.of());
  }

  /** The job is not run any more. */
  void forget(Hash jobId) {
    missing.remove(jobId);
  }

  private byte[] find(IndexedJob job, Hash digest, int maxBytes) {
    try {
      return nodes.getBlob(digest, maxBytes);
    } catch (MarketException e) {
      return shown(job, digest).filter(it -> it.length <= maxBytes).orElseThrow(() -> e);
    }
  }

  /** What a blob is to a job, as far as chunks of it can be demanded. */
  private static EnumSet<BlobRole> roles(IndexedJob job, Hash digest) {
    var roles = EnumSet.noneOf(BlobRole.class);
    if (digest.equals(job.spec().module())) {
      roles.add(BlobRole.MODULE);
    }
    if (digest.equals(job.spec().input())) {
      roles.add(BlobRole.INPUT);
    }
    return roles;
  }

  private void came(Hash jobId, BlobRole role) {
    missing.computeIfPresent(
        jobId,
        (_, roles) -> {
          var left = EnumSet.copyOf(roles);
          left.remove(role);
          return left.isEmpty() ? null : left;
        });
  }

  private Optional<byte[]> shown(IndexedJob job, Hash digest) {
    var roles = roles(job, digest);
    var found = roles.stream().flatMap(role -> assemble(job, role, digest).stream()).findFirst();
    if (found.isEmpty() && !roles.isEmpty()) {
      missing.put(job.id(), unavailable(job, roles));
    }
    return found;
  }

  /** With the one, the other: demanding one after the other would take twice the time. */
  private Set<BlobRole> unavailable(IndexedJob job, EnumSet<BlobRole> known) {
    var roles = EnumSet.copyOf(known);
    if (!roles.contains(BlobRole.INPUT) && !has(job, job.spec().input())) {
      roles.add(BlobRole.INPUT);
    }
    return roles;
  }

  private boolean has(IndexedJob job, Hash input) {
    try {
      var unused = nodes.getBlob(input, WireLimits.MAX_BLOB_BYTES);
      return true;
    } catch (MarketException e) {
      return assemble(job, BlobRole.INPUT, input).isPresent();
    }
  }

  private Optional<byte[]> assemble(IndexedJob job, BlobRole role, Hash digest) {
    return Chunks.in(events.apply(job.id()), job.snapshot().attempt(), role)
            instanceof Chunks.Shown(var answers)
        ? joined(job, role, answers).filter(it -> Digests.sha256(it).equals(digest))
        : Optional.empty();
  }

  private Optional<byte[]> joined(IndexedJob job, BlobRole role, List<ChunkAnswered> answers) {
    var bytes = new ByteArrayOutputStream();
    for (var answer : answers) {
      var chunk =
          calldata
              .apply(answer.at().transaction())
              .flatMap(
                  it ->
                      ShownChunks.ofWork(
                          it,
                          answer.demandId(),
                          job.spec().chunks(),
                          role == BlobRole.INPUT,
                          answer.chunk()));
      if (chunk.isEmpty()) {
        return Optional.empty();
      }
      bytes.writeBytes(chunk.get());
    }
    return Optional.of(bytes.toByteArray());
  }
}
