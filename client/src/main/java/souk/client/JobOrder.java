package souk.client;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import souk.client.api.WireLimits;
import souk.client.run.JobRunner;
import souk.protocol.codec.ChunkTree;
import souk.protocol.codec.CodeId;
import souk.protocol.codec.Digests;
import souk.protocol.codec.InputCodec;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Hash;
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
   * @param nonce the account's order nonce
   * @throws SoukException if nobody could run it
   */
  static JobOrder of(
      JobRequest request, AccountKey key, Instant now, long nonce, SecureRandom random) {
    var blobs = blobs(request.invocation());
    requireRunnable(request, blobs);
    return new JobOrder(spec(request, key, now, nonce, random), blobs);
  }

  private static JobSpec spec(
      JobRequest request, AccountKey key, Instant now, long nonce, SecureRandom random) {
    var invocation = request.invocation();
    var module = invocation.module().sha256();
    return new JobSpec(
        key.address(),
        CodeId.of(module, Machine.VERSION),
        module,
        invocation.input().sha256(),
        InputCodec.digest(invocation.manifest()),
        InputCodec.digest(invocation.arguments()),
        ChunkTree.pair(invocation.module().toArray(), invocation.input().toArray()),
        request.kind(),
        request.fuelLimit(),
        request.memoryLimit(),
        request.turnLimit(),
        request.priceCeiling(),
        request.valueAtRisk(),
        request.verifiers(),
        request.minStakeMultiple(),
        request.tags(),
        now.plus(request.patience()),
        now,
        Optional.of(key.outputKey()),
        Hash.ZERO,
        nonce,
        new BigInteger(SALT_BITS, random));
  }

  private static Map<Hash, byte[]> blobs(Invocation invocation) {
    var contents = new ArrayList<byte[]>();
    contents.add(invocation.module().toArray());
    contents.add(invocation.input().toArray());
    invocation.mounts().values().forEach(content -> contents.add(content.toArray()));
    if (!invocation.mounts().isEmpty()) {
      contents.add(InputCodec.encode(invocation.manifest()));
    }
    if (!invocation.arguments().isEmpty()) {
      contents.add(InputCodec.encode(invocation.arguments()));
    }
    var blobs = new LinkedHashMap<Hash, byte[]>();
    contents.forEach(content -> blobs.put(Digests.sha256(content), content));
    return blobs;
  }

  private static void requireRunnable(JobRequest request, Map<Hash, byte[]> blobs) {
    var limits = Limits.of(request.fuelLimit(), request.memoryLimit());
    JobRunner.problem(request.kind(), request.invocation(), limits)
        .ifPresent(
            reason -> {
              throw SoukException.refused(reason);
            });
    if (blobs.values().stream().anyMatch(blob -> blob.length > WireLimits.MAX_BLOB_BYTES)) {
      throw SoukException.refused(
          "module, input and files have at most %d bytes each"
              .formatted(WireLimits.MAX_BLOB_BYTES));
    }
  }
}
