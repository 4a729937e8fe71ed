package souk.protocol.evidence;

import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

/**
 * What a provider signs of how far it has brought an agent job: where the next may go on, and who
 * is to blame if that is wrong. Where it ends is its {@link
 * souk.protocol.codec.Evidence#resumePoint}.
 *
 * @param jobId the job
 * @param attempt attempt it was reached in, 0..255
 * @param turns turns kept so far in the whole job, 1..63
 * @param before Keccak-256 of the turn hashes before the last, one after the other
 * @param stateHash hash of the state to go on from
 * @param fuelUsed fuel of all turns so far
 * @param outputDigest SHA-256 of the output of all turns so far
 * @param effects root of the effects of all turns so far; zero for none
 */
public record JobCheckpoint(
    Hash jobId,
    int attempt,
    int turns,
    Hash before,
    Hash stateHash,
    Fuel fuelUsed,
    Hash outputDigest,
    Hash effects) {

  /** Most turns a job can have behind it and still have one to come. */
  public static final int MAX_TURNS = Result.MAX_TURNS - 1;

  /**
   * @throws IllegalArgumentException if attempt or turns are outside their range
   */
  public JobCheckpoint {
    if (attempt < 0 || attempt > 255) {
      throw new IllegalArgumentException("an attempt is 0..255: " + attempt);
    }
    if (turns < 1 || turns > MAX_TURNS) {
      throw new IllegalArgumentException("a checkpoint is behind turn 1..63, not " + turns);
    }
  }
}
