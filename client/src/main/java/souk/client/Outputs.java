package souk.client;

import java.util.Optional;
import souk.client.api.SealedOutput;
import souk.client.api.WireLimits;
import souk.client.market.MarketException;
import souk.client.market.MarketNodes;
import souk.protocol.codec.Digests;
import souk.protocol.codec.MarketDomain;
import souk.protocol.evidence.Result;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.index.IndexedJob;
import souk.settlement.keys.AccountKey;
import souk.settlement.keys.Signers;

/** Finds the outputs of one account's jobs: encrypted to it, later in the clear. */
final class Outputs {
  private final MarketNodes markets;
  private final MarketDomain domain;
  private final AccountKey key;

  Outputs(MarketNodes markets, MarketDomain domain, AccountKey key) {
    this.markets = markets;
    this.domain = domain;
    this.key = key;
  }

  /**
   * The job's output, if it is to be had now. Once there is a result, only bytes with its digest;
   * before, what the provider says.
   */
  Optional<Bytes> of(IndexedJob job) {
    var digest = Job.result(job).map(Result::outputDigest);
    return digest
        .flatMap(this::blob)
        .or(() -> sealed(job.snapshot()).filter(bytes -> hasDigest(bytes, digest)))
        .map(Bytes::of);
  }

  private Optional<byte[]> sealed(JobSnapshot job) {
    return markets.sealedOutputs(job.id()).stream()
        .filter(note -> isGenuine(note, job))
        .flatMap(note -> blob(note.blob()).stream())
        .flatMap(bytes -> unseal(job.id(), bytes).stream())
        .findFirst();
  }

  private boolean isGenuine(SealedOutput note, JobSnapshot job) {
    var digest = domain.sealedOutputDigest(job.id(), note.attempt(), note.blob());
    return note.jobId().equals(job.id())
        && note.attempt() == job.attempt()
        && job.provider().isPresent()
        && Signers.recover(digest, note.signature()).equals(job.provider());
  }

  private Optional<byte[]> blob(Hash digest) {
    try {
      return Optional.of(markets.getBlob(digest, WireLimits.MAX_BLOB_BYTES));
    } catch (MarketException e) {
      return Optional.empty();
    }
  }

  private Optional<byte[]> unseal(Hash jobId, byte[] bytes) {
    try {
      return Optional.of(key.unseal(jobId, bytes));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean hasDigest(byte[] bytes, Optional<Hash> digest) {
    return digest.isEmpty() || digest.get().equals(Digests.sha256(bytes));
  }
}
