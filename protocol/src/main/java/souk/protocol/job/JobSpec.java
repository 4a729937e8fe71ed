package souk.protocol.job;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;

/**
 * One deterministic execution somebody wants done: module, input, limits, price ceiling and
 * verification terms.
 *
 * @param consumer who pays, and whom refunds go to
 * @param codeId hash of the module digest and the machine version
 * @param module SHA-256 of the module
 * @param input SHA-256 of the input
 * @param mounts SHA-256 of the mount manifest; zero for none
 * @param arguments SHA-256 of the canonical arguments and environment; zero for none
 * @param chunks {@link souk.protocol.codec.ChunkTree#pair} of module and input: what a demand for a
 *     piece of them is answered by
 * @param kind what is run
 * @param fuelLimit fuel it may use, at least 1
 * @param memoryLimit memory it may use in pages of 64 KiB, 1..65536
 * @param turnLimit turns an agent job may take, 1..64; 0 for a command
 * @param priceCeiling most the consumer pays
 * @param valueAtRisk X: what a wrong result may cost the consumer
 * @param verifiers m: verifiers wanted when sampled; 0 leaves it to the market's default
 * @param minStakeMultiple least S/P the consumer accepts
 * @param tags capability tags the offer must carry
 * @param latestFinish last block time at which it may be open or reassigned
 * @param postedAt posting time; within 5 minutes of the block that posts it
 * @param outputKey key outputs are encrypted to, if any
 * @param secretHash Keccak-256 of the draw secret; zero for none
 * @param nonce the consumer's order nonce, 0..2^63 - 1; what it signed counts while that is current
 * @param salt makes otherwise equal jobs distinct
 */
public record JobSpec(
    Address consumer,
    Hash codeId,
    Hash module,
    Hash input,
    Hash mounts,
    Hash arguments,
    Hash chunks,
    JobKind kind,
    Fuel fuelLimit,
    int memoryLimit,
    int turnLimit,
    Price priceCeiling,
    Amount valueAtRisk,
    int verifiers,
    int minStakeMultiple,
    Tags tags,
    Instant latestFinish,
    Instant postedAt,
    Optional<OutputKey> outputKey,
    Hash secretHash,
    long nonce,
    BigInteger salt) {

  private static final int MAX_PAGES = 65_536;
  private static final int MAX_TURNS = 64;
  private static final int MAX_VERIFIERS = 255;

  /**
   * @throws IllegalArgumentException if a field is outside its range
   */
  public JobSpec {
    requireRunnable(kind, fuelLimit, memoryLimit, turnLimit);
    require(valueAtRisk.units().bitLength() <= 128, "the value at risk has at most 128 bits");
    require(verifiers >= 0 && verifiers <= MAX_VERIFIERS, "verifiers wanted are 0..255");
    require(minStakeMultiple >= 0, "the least stake multiple is never negative");
    require(nonce >= 0, "an order nonce is never negative");
    require(salt.signum() >= 0 && salt.bitLength() <= 256, "a salt is 0..2^256 - 1");
  }

  static void requireRunnable(JobKind kind, Fuel fuelLimit, int memoryLimit, int turnLimit) {
    require(fuelLimit.units() >= 1, "a job needs a fuel limit of at least 1");
    require(memoryLimit >= 1 && memoryLimit <= MAX_PAGES, "a job's memory is 1..65536 pages");
    require(
        kind == JobKind.COMMAND ? turnLimit == 0 : turnLimit >= 1 && turnLimit <= MAX_TURNS,
        "a command has no turns, an agent job 1..64");
  }

  /** E: what posting the job escrows, the ceiling times the fuel limit, rounded up. */
  public Amount escrow() {
    return priceCeiling.escrowFor(fuelLimit);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
