package souk.protocol.job;

import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;

/**
 * A job an agent asks for.
 *
 * @param module SHA-256 of the module
 * @param input SHA-256 of the input
 * @param mounts SHA-256 of the mount manifest; zero for none
 * @param arguments SHA-256 of the canonical arguments; zero for none
 * @param chunks {@link souk.protocol.codec.ChunkTree#pair} of module and input
 * @param kind what is run
 * @param fuelLimit fuel it may use, at least 1
 * @param memoryLimit memory it may use in pages of 64 KiB, 1..65536
 * @param turnLimit turns an agent job may take, 1..64; 0 for a command
 * @param priceCeiling most that is paid per 10^9 fuel
 */
public record ChildJob(
    Hash module,
    Hash input,
    Hash mounts,
    Hash arguments,
    Hash chunks,
    JobKind kind,
    Fuel fuelLimit,
    int memoryLimit,
    int turnLimit,
    Price priceCeiling) {

  /**
   * @throws IllegalArgumentException if a field is outside its range
   */
  public ChildJob {
    JobSpec.requireRunnable(kind, fuelLimit, memoryLimit, turnLimit);
  }
}
