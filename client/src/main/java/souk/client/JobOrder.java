package souk.client;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import souk.client.api.WireLimits;
import souk.client.run.JobRunner;
import souk.protocol.codec.ChunkTree;
import souk.protocol.codec.CodeId;
import souk.protocol.codec.Digests;
import souk.protocol.codec.InputCodec;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.job.Mount;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.Machine;
import souk.settlement.keys.AccountKey;

/**
 * A request made ready to be posted.
 *
 * @param spec what goes on chain
 * @param blobs what it names, by digest, for the market nodes
 */
record JobOrder(JobSpec spec, Map<Hash, byte[]> blobs) {
  private static final int SALT_BITS = 256;

  /**
   * Checks a request as providers will, and makes an order of it.
   *
   * @param now time of the newest block
   * @throws SoukException if nobody could run it
   */
  static JobOrder of(JobRequest request, AccountKey key, Instant now, SecureRandom random) {
    var blobs = blobs(request.invocation());
    requireRunnable(request, blobs);
    return new JobOrder(spec(request, key, now, random), blobs);
  }

  private static JobSpec spec(
      JobRequest request, AccountKey key, Instant now, SecureRandom random) {
    var invocation = request.invocation();
    var module = digest(invocation.module());
    return new JobSpec(
        key.address(),
        CodeId.of(module, Machine.VERSION),
        module,
        digest(invocation.input()),
        InputCodec.digest(mounts(invocation)),
        InputCodec.digest(invocation.arguments()),
        ChunkTree.pair(invocation.module().toArray(), invocation.input().toArray()),
        JobKind.COMMAND,
        request.fuelLimit(),
        request.memoryLimit(),
        0,
        request.priceCeiling(),
        request.valueAtRisk(),
        request.verifiers(),
        request.minStakeMultiple(),
        request.tags(),
        now.plus(request.patience()),
        now,
        Optional.of(key.outputKey()),
        Hash.ZERO,
        0,
        new BigInteger(SALT_BITS, random));
  }

  private static Map<Hash, byte[]> blobs(Invocation invocation) {
    var contents = new ArrayList<byte[]>();
    contents.add(invocation.module().toArray());
    contents.add(invocation.input().toArray());
    invocation.mounts().values().forEach(content -> contents.add(content.toArray()));
    if (!invocation.mounts().isEmpty()) {
      contents.add(InputCodec.encode(mounts(invocation)));
    }
    if (!invocation.arguments().isEmpty()) {
      contents.add(InputCodec.encode(invocation.arguments()));
    }
    var blobs = new LinkedHashMap<Hash, byte[]>();
    contents.forEach(content -> blobs.put(Digests.sha256(content), content));
    return blobs;
  }

  private static List<Mount> mounts(Invocation invocation) {
    return invocation.mounts().entrySet().stream()
        .map(file -> new Mount(file.getKey(), digest(file.getValue()), file.getValue().size()))
        .toList();
  }

  private static void requireRunnable(JobRequest request, Map<Hash, byte[]> blobs) {
    var limits = Limits.of(request.fuelLimit(), request.memoryLimit());
    JobRunner.problem(request.invocation(), limits)
        .ifPresent(
            reason -> {
              throw new SoukException(reason, false);
            });
    if (blobs.values().stream().anyMatch(blob -> blob.length > WireLimits.MAX_BLOB_BYTES)) {
      throw new SoukException(
          "module, input and files have at most %d bytes each".formatted(WireLimits.MAX_BLOB_BYTES),
          false);
    }
  }

  private static Hash digest(Bytes bytes) {
    return Digests.sha256(bytes.toArray());
  }
}
