package souk.protocol.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import souk.protocol.evidence.Item;
import souk.protocol.evidence.JobCheckpoint;
import souk.protocol.evidence.Result;
import souk.protocol.value.Address;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

/** Hashes that bind a result: the contracts compute the same. */
public final class Evidence {
  private static final byte[] TURN = "souk turn 1".getBytes(StandardCharsets.US_ASCII);

  private Evidence() {}

  /**
   * What a trace says of a turn: SHA-256 over all that whoever goes on from there takes on trust.
   *
   * @param stateHash hash of the state after it
   * @param fuelUsed fuel of all turns so far
   * @param outputDigest SHA-256 of the output of all turns so far
   * @param effects root of the effects of all turns so far; zero for none
   */
  public static Hash turnHash(Hash stateHash, Fuel fuelUsed, Hash outputDigest, Hash effects) {
    var fuel = ByteBuffer.allocate(Long.BYTES).putLong(fuelUsed.units());
    return Digests.sha256(
        TURN, stateHash.bytes(), fuel.array(), outputDigest.bytes(), effects.bytes());
  }

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
   * Where a trace can be gone on from: a hash of it all, so that nobody after it can change an
   * entry unseen.
   *
   * @param trace turn hashes so far, at least one
   */
  public static Hash resumePoint(List<Hash> trace) {
    return resumePoint(before(trace), trace.getLast());
  }

  /** Where a checkpoint can be gone on from. */
  public static Hash resumePoint(JobCheckpoint checkpoint) {
    return resumePoint(
        checkpoint.before(),
        turnHash(
            checkpoint.stateHash(),
            checkpoint.fuelUsed(),
            checkpoint.outputDigest(),
            checkpoint.effects()));
  }

  /** Keccak-256 of a trace without its last entry, which is there. */
  public static Hash before(List<Hash> trace) {
    return Digests.keccak256(AbiWords.packed(trace.subList(0, trace.size() - 1)));
  }

  private static Hash resumePoint(Hash before, Hash turnHash) {
    return Digests.keccak256(before.bytes(), turnHash.bytes());
  }

  /**
   * What a result says at an item: its root for the whole; for a field, a hash of item, value and
   * trace; for a turn, a hash of item and the trace up to there. Never zero. So whoever knows what
   * is right at one item can be shown whose turn was wrong.
   */
  public static Hash item(Result result, Item item) {
    var words = new AbiWords().add(item.code());
    return switch (item) {
      case Item.Whole _ -> resultRoot(result);
      case Item.Exit _ -> field(words.add(result.exitStatus().code()), result);
      case Item.FuelUsed _ -> field(words.add(result.fuelUsed().units()), result);
      case Item.Output _ -> field(words.add(output(result)), result);
      case Item.Effects _ -> field(words.add(result.effects()), result);
      case Item.TurnCount _ -> field(words.add(result.trace().size()), result);
      case Item.Turn(var index) -> words.add(traceUpTo(result, index)).keccak256();
    };
  }

  private static Hash field(AbiWords value, Result result) {
    return value.add(Digests.keccak256(AbiWords.packed(result.trace()))).keccak256();
  }

  private static Hash output(Result result) {
    return new AbiWords().add(result.outputDigest()).add(result.outputChunks()).keccak256();
  }

  /** Of all of it, if there is no such turn. */
  private static Hash traceUpTo(Result result, int index) {
    var turns = Math.min(index + 1, result.trace().size());
    return Digests.keccak256(AbiWords.packed(result.trace().subList(0, turns)));
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

  /**
   * A juror's salted commitment to its vote.
   *
   * @param jury address of the Jury contract
   * @param round round of the jury the juror is seated in, from 0
   * @param finding what it found where the claim says the result is wrong
   * @param salt 32 random bytes that only the juror knows until it reveals
   */
  public static Hash voteCommitment(
      MarketDomain domain,
      Address jury,
      Hash claimId,
      int round,
      Hash finding,
      Hash salt,
      Address juror) {
    return new AbiWords()
        .add(domain.chainId())
        .add(jury)
        .add(claimId)
        .add(round)
        .add(finding)
        .add(salt)
        .add(juror)
        .keccak256();
  }

  /**
   * What a challenger seals a block before it challenges, so that nobody can copy the challenge.
   *
   * @param disputes address of the Disputes contract
   * @param item where the result is wrong
   * @param finding what is right there
   * @param salt 32 random bytes that only the challenger knows until it challenges
   */
  public static Hash challengeSeal(
      MarketDomain domain,
      Address disputes,
      Hash jobId,
      int attempt,
      Item item,
      Hash finding,
      Hash salt,
      Address challenger) {
    return new AbiWords()
        .add(domain.chainId())
        .add(disputes)
        .add(jobId)
        .add(attempt)
        .add(item.code())
        .add(finding)
        .add(salt)
        .add(challenger)
        .keccak256();
  }
}
