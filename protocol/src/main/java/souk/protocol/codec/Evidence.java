package souk.protocol.codec;

import souk.protocol.evidence.Result;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/** Hashes that bind a result: the contracts compute the same. */
public final class Evidence {
  private Evidence() {}

  /** Keccak-256 over every field of the result. */
  public static Hash resultRoot(Result result) {
    return new AbiWords()
        .add(result.outputDigest())
        .add(result.outputChunks())
        .add(result.exitStatus().code())
        .add(result.fuelUsed().units())
        .add(result.effects())
        .add(Digests.keccak256(AbiWords.packed(result.trace())))
        .keccak256();
  }

  /**
   * C: the provider's salted commitment to a result.
   *
   * @param salt 32 random bytes that only the provider knows until it reveals
   */
  public static Hash commitment(
      MarketDomain domain, Hash jobId, int attempt, Hash resultRoot, Hash salt, Address provider) {
    return new AbiWords()
        .add(domain.chainId())
        .add(domain.market())
        .add(jobId)
        .add(attempt)
        .add(resultRoot)
        .add(salt)
        .add(provider)
        .keccak256();
  }

  /**
   * A verifier's salted commitment to its answer.
   *
   * @param audits address of the Audits contract
   * @param round round of the audit the verifier is seated in, from 0
   * @param salt 32 random bytes that only the verifier knows until it reveals
   */
  public static Hash answerCommitment(
      MarketDomain domain,
      Address audits,
      Hash jobId,
      int attempt,
      int round,
      Hash resultRoot,
      Hash salt,
      Address verifier) {
    return new AbiWords()
        .add(domain.chainId())
        .add(audits)
        .add(jobId)
        .add(attempt)
        .add(round)
        .add(resultRoot)
        .add(salt)
        .add(verifier)
        .keccak256();
  }
}
