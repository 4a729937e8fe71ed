package souk.market.blob;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import souk.client.api.SealedOutput;
import souk.client.api.WireLimits;
import souk.protocol.codec.InputCodec;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobSpec;
import souk.protocol.job.Mount;
import souk.protocol.value.Hash;
import souk.settlement.index.IndexedJob;

/** Tells which blobs a job names: what it is run with, and what came of it. Not thread-safe. */
final class JobBlobs {
  private static final int MANIFESTS_REMEMBERED = 128;

  private final Manifests manifests;
  private final Function<Hash, Optional<SealedOutput>> sealedOutputs;
  private final Map<Hash, Set<Hash>> mounts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, Set<Hash>> eldest) {
          return size() > MANIFESTS_REMEMBERED;
        }
      };

  /** Reads a blob that lists mounts. */
  interface Manifests {
    /** Its bytes, at most so many, if this node has it. */
    Optional<byte[]> read(Hash digest, int maxBytes) throws IOException;
  }

  /**
   * @param sealedOutputs where the encrypted output of a job is, if its provider has said so
   */
  JobBlobs(Manifests manifests, Function<Hash, Optional<SealedOutput>> sealedOutputs) {
    this.manifests = manifests;
    this.sealedOutputs = sealedOutputs;
  }

  /**
   * What a job names.
   *
   * @param blobs their digests
   * @param isComplete whether the list of its mounts was here to be read
   */
  record Names(Set<Hash> blobs, boolean isComplete) {}

  /** What that job names: with what came of it. */
  Names of(IndexedJob job) throws IOException {
    var given = of(job.spec());
    var names = new HashSet<>(given.blobs());
    job.result().map(Result::outputDigest).ifPresent(names::add);
    sealedOutputs.apply(job.id()).map(SealedOutput::blob).ifPresent(names::add);
    return new Names(Set.copyOf(names), given.isComplete());
  }

  /** What a job is run with. */
  Names of(JobSpec spec) throws IOException {
    var names =
        new HashSet<>(List.of(spec.module(), spec.input(), spec.mounts(), spec.arguments()));
    var mounted = spec.mounts().isZero() ? Optional.of(Set.<Hash>of()) : mounts(spec.mounts());
    mounted.ifPresent(names::addAll);
    names.remove(Hash.ZERO);
    return new Names(Set.copyOf(names), mounted.isPresent());
  }

  private Optional<Set<Hash>> mounts(Hash manifest) throws IOException {
    var known = mounts.get(manifest);
    if (known != null) {
      return Optional.of(known);
    }
    var read = manifests.read(manifest, WireLimits.MAX_MANIFEST_BYTES).map(JobBlobs::decode);
    read.ifPresent(blobs -> mounts.put(manifest, blobs));
    return read;
  }

  /** A list that is none names nothing: no provider will take the job. */
  private static Set<Hash> decode(byte[] manifest) {
    try {
      var blobs = new HashSet<Hash>();
      InputCodec.decodeMounts(manifest).stream().map(Mount::blob).forEach(blobs::add);
      return blobs;
    } catch (IllegalArgumentException e) {
      return Set.of();
    }
  }
}
