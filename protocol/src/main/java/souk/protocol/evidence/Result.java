package souk.protocol.evidence;

import java.util.List;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

/**
 * What running a job produced; {@link souk.protocol.codec.Evidence#resultRoot} is the hash of it
 * all.
 *
 * @param outputDigest SHA-256 of the output
 * @param outputChunks Merkle root over the output's 16 KiB chunks
 * @param exitStatus how the execution ended
 * @param fuelUsed at most the job's fuel limit
 * @param effects root of the effects; zero for none
 * @param trace {@link souk.protocol.codec.Evidence#turnHash} of each turn that was kept, at most
 *     64; empty for a command
 */
public record Result(
    Hash outputDigest,
    Hash outputChunks,
    ExitStatus exitStatus,
    Fuel fuelUsed,
    Hash effects,
    List<Hash> trace) {

  /** Most turns a job has. */
  public static final int MAX_TURNS = 64;

  /**
   * @throws IllegalArgumentException if the trace is longer than {@link #MAX_TURNS}
   */
  public Result {
    trace = List.copyOf(trace);
    if (trace.size() > MAX_TURNS) {
      throw new IllegalArgumentException("a job has at most 64 turns, not " + trace.size());
    }
  }
}
