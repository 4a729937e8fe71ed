package souk.client;

import java.time.Duration;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.job.AgentInput;
import souk.protocol.job.JobKind;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Tags;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Price;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;

/**
 * A job somebody wants done, before it is posted.
 *
 * @param invocation module, arguments, input and files; an agent job's input is an {@link
 *     AgentInput}
 * @param fuelLimit fuel it may use, at least 1
 * @param memoryLimit memory it may use in pages of 64 KiB, 1..65536
 * @param turnLimit turns an agent job may take, 1..64; 0 for a command
 * @param priceCeiling most that is paid per 10^9 fuel; the ceiling times the fuel limit is escrowed
 * @param valueAtRisk X: what a wrong result may cost, base units, less than 2^128; raises the
 *     sampling rate
 * @param verifiers m: verifiers wanted when sampled, 0..255; 0 leaves it to the market
 * @param minStakeMultiple least S/P
 * @param tags capability tags the offer must carry
 * @param patience how long it may wait and run, in block time
 * @param wishes where it should run
 */
public record JobRequest(
    Invocation invocation,
    Fuel fuelLimit,
    int memoryLimit,
    int turnLimit,
    Price priceCeiling,
    Amount valueAtRisk,
    int verifiers,
    int minStakeMultiple,
    Tags tags,
    Duration patience,
    Wishes wishes) {

  /** Pages of memory where nothing else is said: 64 MiB. */
  public static final int DEFAULT_MEMORY = 1024;

  /** How long a job may take where nothing else is said. */
  public static final Duration DEFAULT_PATIENCE = Duration.ofHours(1);

  /** A request with the market's defaults for everything but what a buyer always says. */
  public static JobRequest of(Invocation invocation, Fuel fuelLimit, Price priceCeiling) {
    return new JobRequest(
        invocation,
        fuelLimit,
        DEFAULT_MEMORY,
        0,
        priceCeiling,
        Amount.ZERO,
        0,
        Offer.MIN_STAKE_MULTIPLE,
        Tags.NONE,
        DEFAULT_PATIENCE,
        Wishes.NONE);
  }

  /** What is run. */
  public JobKind kind() {
    return turnLimit == 0 ? JobKind.COMMAND : JobKind.AGENT_JOB;
  }

  /** The same as an agent job of at most so many turns, with that for its input. */
  public JobRequest withTurns(int limit, AgentInput input) {
    return new JobRequest(
        new Invocation(
            invocation.module(),
            invocation.arguments(),
            Bytes.of(AgentInputCodec.encode(input)),
            invocation.mounts()),
        fuelLimit,
        memoryLimit,
        limit,
        priceCeiling,
        valueAtRisk,
        verifiers,
        minStakeMultiple,
        tags,
        patience,
        wishes);
  }

  /** The same with another memory limit, in pages of 64 KiB. */
  public JobRequest withMemoryLimit(int pages) {
    return new JobRequest(
        invocation,
        fuelLimit,
        pages,
        turnLimit,
        priceCeiling,
        valueAtRisk,
        verifiers,
        minStakeMultiple,
        tags,
        patience,
        wishes);
  }

  /** The same with another patience. */
  public JobRequest withPatience(Duration longest) {
    return new JobRequest(
        invocation,
        fuelLimit,
        memoryLimit,
        turnLimit,
        priceCeiling,
        valueAtRisk,
        verifiers,
        minStakeMultiple,
        tags,
        longest,
        wishes);
  }

  /** The same with that at risk, base units. */
  public JobRequest withValueAtRisk(Amount risk) {
    return new JobRequest(
        invocation,
        fuelLimit,
        memoryLimit,
        turnLimit,
        priceCeiling,
        risk,
        verifiers,
        minStakeMultiple,
        tags,
        patience,
        wishes);
  }

  /** The same, run elsewhere. */
  public JobRequest withWishes(Wishes others) {
    return new JobRequest(
        invocation,
        fuelLimit,
        memoryLimit,
        turnLimit,
        priceCeiling,
        valueAtRisk,
        verifiers,
        minStakeMultiple,
        tags,
        patience,
        others);
  }

  /**
   * The same with other terms of its audit.
   *
   * @param wanted verifiers wanted when sampled, 0..255; 0 leaves it to the market
   * @param stakeMultiple least S/P
   */
  public JobRequest withVerification(int wanted, int stakeMultiple) {
    return new JobRequest(
        invocation,
        fuelLimit,
        memoryLimit,
        turnLimit,
        priceCeiling,
        valueAtRisk,
        wanted,
        stakeMultiple,
        tags,
        patience,
        wishes);
  }

  /** The same for offers that carry these tags. */
  public JobRequest withTags(Tags needed) {
    return new JobRequest(
        invocation,
        fuelLimit,
        memoryLimit,
        turnLimit,
        priceCeiling,
        valueAtRisk,
        verifiers,
        minStakeMultiple,
        needed,
        patience,
        wishes);
  }
}
