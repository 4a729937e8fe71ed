package souk.protocol.codec;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import souk.protocol.evidence.JobCheckpoint;
import souk.protocol.job.Acceptance;
import souk.protocol.job.JobSpec;
import souk.protocol.job.Placement;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Region;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/**
 * One deployment of the market as EIP-712 domain: what its orders are signed for and what makes
 * their ids unique. Ids are the very digests that are signed.
 *
 * @param chainId EIP-155 chain id, at least 1
 * @param market address of the Market contract
 */
public record MarketDomain(long chainId, Address market) {
  private static final Hash DOMAIN_TYPE =
      type("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
  private static final Hash NAME = type("Souk");
  private static final Hash VERSION = type("1");

  private static final Hash OFFER_TYPE =
      type(
          "Offer(address provider,uint128 price,uint32 stakeMultiple,uint64 maxFuel,uint32"
              + " maxPages,uint64 fuelPerSecond,uint32 slots,uint256 tags,bytes32 engine,bytes32"
              + " endpoint,uint64 expiry,uint64 nonce,uint256 salt)");
  private static final String WORK =
      "Work(bytes32 codeId,bytes32 module,bytes32 input,bytes32 mounts,bytes32 arguments,"
          + "bytes32 chunks,uint8 kind,uint16 turnLimit,uint8 outputKeyPrefix,bytes32 outputKeyX)";
  private static final Hash WORK_TYPE = type(WORK);
  private static final Hash JOB_TYPE =
      type(
          "Job(Work work,address consumer,uint64 fuelLimit,uint32 memoryLimit,"
              + "uint128 priceCeiling,uint128 valueAtRisk,uint8 verifiers,uint32 minStakeMultiple,"
              + "uint256 tags,uint64 latestFinish,uint64 postedAt,bytes32 secretHash,"
              + "uint64 nonce,uint256 salt)"
              + WORK);
  private static final Hash ACCEPTANCE_TYPE =
      type(
          "Acceptance(bytes32 jobId,bytes32 offerId,uint8 attempt,uint128 price,uint128 stake,"
              + "uint8 verifiers,uint64 maxRate,uint32 runTime,bytes32 engine,"
              + "uint32 machineVersion,bytes32 resumePoint,bytes32 commitment,uint64 slotNonce,"
              + "uint64 expiry,address marketNode)");
  private static final Hash CHECKPOINT_TYPE =
      type(
          "Checkpoint(bytes32 jobId,uint8 attempt,uint8 turns,bytes32 before,bytes32 stateHash,"
              + "uint64 fuelUsed,bytes32 outputDigest,bytes32 effects)");
  private static final Hash STATE_REQUEST_TYPE =
      type("StateRequest(bytes32 jobId,uint8 attempt,uint8 turns,address provider,uint64 expiry)");
  private static final Hash SEALED_OUTPUT_TYPE =
      type("SealedOutput(bytes32 jobId,uint8 attempt,bytes32 blob)");
  private static final Hash PLACEMENT_TYPE =
      type(
          "Placement(bytes32 jobId,bytes32 engine,uint256 regions,uint128 leastAudited,"
              + "address[] preferred,address[] blocked,uint64 sequence)");
  private static final Hash BLOB_UPLOAD_TYPE =
      type("BlobUpload(bytes32 blob,uint64 sizeBytes,address account,uint64 expiry)");

  private static final byte[] PREFIX = {0x19, 0x01};

  /**
   * @throws IllegalArgumentException if the chain id is not positive
   */
  public MarketDomain {
    if (chainId < 1) {
      throw new IllegalArgumentException("a chain id is at least 1: " + chainId);
    }
  }

  /** The offer's id, and what its provider signs. */
  public Hash offerId(Offer offer) {
    return digest(
        new AbiWords()
            .add(OFFER_TYPE)
            .add(offer.provider())
            .add(offer.price().perGfuel().units())
            .add(offer.stakeMultiple())
            .add(offer.maxFuel().units())
            .add(offer.maxPages())
            .add(offer.fuelPerSecond().units())
            .add(offer.slots())
            .add(offer.tags().bits())
            .add(offer.engine().padded())
            .add(offer.endpoint())
            .add(offer.expiry())
            .add(offer.nonce())
            .add(offer.salt()));
  }

  /** The job's id, and what its consumer signs. */
  public Hash jobId(JobSpec job) {
    return digest(
        new AbiWords()
            .add(JOB_TYPE)
            .add(workHash(job))
            .add(job.consumer())
            .add(job.fuelLimit().units())
            .add(job.memoryLimit())
            .add(job.priceCeiling().perGfuel().units())
            .add(job.valueAtRisk().units())
            .add(job.verifiers())
            .add(job.minStakeMultiple())
            .add(job.tags().bits())
            .add(job.latestFinish())
            .add(job.postedAt())
            .add(job.secretHash())
            .add(job.nonce())
            .add(job.salt()));
  }

  /** EIP-712 hash of what the job executes: all that a match of a posted job shows of it. */
  public static Hash workHash(JobSpec job) {
    return new AbiWords()
        .add(WORK_TYPE)
        .add(job.codeId())
        .add(job.module())
        .add(job.input())
        .add(job.mounts())
        .add(job.arguments())
        .add(job.chunks())
        .add(job.kind().code())
        .add(job.turnLimit())
        .add(job.outputKey().map(key -> (long) key.prefix()).orElse(0L))
        .add(job.outputKey().map(key -> key.x()).orElse(Hash.ZERO))
        .keccak256();
  }

  /**
   * What the provider signs to accept a job.
   *
   * @param marketNode who alone may land the match, and earns its fee
   */
  public Hash acceptanceDigest(Acceptance acceptance, Address marketNode) {
    return digest(
        new AbiWords()
            .add(ACCEPTANCE_TYPE)
            .add(acceptance.jobId())
            .add(acceptance.offerId())
            .add(acceptance.attempt())
            .add(acceptance.price().perGfuel().units())
            .add(acceptance.stake().units())
            .add(acceptance.verifiers())
            .add(acceptance.maxRate())
            .add(acceptance.runTime().toSeconds())
            .add(acceptance.engine().padded())
            .add(acceptance.machineVersion())
            .add(acceptance.resumePoint())
            .add(acceptance.commitment())
            .add(acceptance.slotNonce().word())
            .add(acceptance.expiry())
            .add(marketNode));
  }

  /** What a provider signs of how far it has brought a job. */
  public Hash checkpointDigest(JobCheckpoint checkpoint) {
    return digest(
        new AbiWords()
            .add(CHECKPOINT_TYPE)
            .add(checkpoint.jobId())
            .add(checkpoint.attempt())
            .add(checkpoint.turns())
            .add(checkpoint.before())
            .add(checkpoint.stateHash())
            .add(checkpoint.fuelUsed().units())
            .add(checkpoint.outputDigest())
            .add(checkpoint.effects()));
  }

  /**
   * What a provider signs to be given a job's state by market nodes.
   *
   * @param attempt the attempt it wants to run
   * @param turns turns behind which it wants to go on
   * @param expiry block time after which the signature does not count
   */
  public Hash stateRequestDigest(
      Hash jobId, int attempt, int turns, Address provider, Instant expiry) {
    return digest(
        new AbiWords()
            .add(STATE_REQUEST_TYPE)
            .add(jobId)
            .add(attempt)
            .add(turns)
            .add(provider)
            .add(expiry));
  }

  /** What the provider signs to tell market nodes which blob is a job's encrypted output. */
  public Hash sealedOutputDigest(Hash jobId, int attempt, Hash blob) {
    return digest(new AbiWords().add(SEALED_OUTPUT_TYPE).add(jobId).add(attempt).add(blob));
  }

  /** What a consumer signs to say where its job may run; regions as their tags. */
  public Hash placementDigest(Placement placement) {
    return digest(
        new AbiWords()
            .add(PLACEMENT_TYPE)
            .add(placement.jobId())
            .add(placement.engine().map(EngineName::padded).orElse(Hash.ZERO))
            .add(Region.tags(placement.regions()).bits())
            .add(placement.leastAudited().units())
            .add(arrayHash(placement.preferred()))
            .add(arrayHash(placement.blocked()))
            .add(placement.sequence()));
  }

  /**
   * What an account signs to have market nodes keep a blob on its quota.
   *
   * @param sizeBytes how many bytes the blob has
   * @param expiry block time after which the signature does not count
   */
  public Hash blobUploadDigest(Hash blob, long sizeBytes, Address account, Instant expiry) {
    return digest(
        new AbiWords().add(BLOB_UPLOAD_TYPE).add(blob).add(sizeBytes).add(account).add(expiry));
  }

  /** The EIP-712 domain separator. */
  public Hash separator() {
    return new AbiWords()
        .add(DOMAIN_TYPE)
        .add(NAME)
        .add(VERSION)
        .add(chainId)
        .add(market)
        .keccak256();
  }

  private Hash digest(AbiWords structure) {
    return Digests.keccak256(PREFIX, separator().bytes(), structure.keccak256().bytes());
  }

  // EIP-712, definition of encodeData: an array is the hash of its members, one after the other.
  private static Hash arrayHash(List<Address> accounts) {
    var words = new AbiWords();
    accounts.forEach(words::add);
    return words.keccak256();
  }

  private static Hash type(String text) {
    return Digests.keccak256(text.getBytes(StandardCharsets.US_ASCII));
  }
}
