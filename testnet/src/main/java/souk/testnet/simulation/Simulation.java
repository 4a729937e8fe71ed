package souk.testnet.simulation;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import souk.settlement.chain.Parameters;

/**
 * Plays policies. The same seed gives the same figures on every machine, for each policy whatever
 * others are played.
 *
 * @param seed where all chance comes from
 * @param jobs jobs per policy, a multiple of {@link #CAREERS}, at least {@link #LEAST_JOBS}
 * @param stakeMultiple S/P under the protocol, at least the least it allows
 */
public record Simulation(long seed, int jobs, int stakeMultiple) {
  /** Independent careers a policy's jobs are split into. */
  public static final int CAREERS = 100;

  /** Fewest jobs: less than ten a career say nothing. */
  public static final int LEAST_JOBS = 10 * CAREERS;

  /** The protocol's default S/P. */
  public static final int DEFAULT_STAKE = 20;

  private static final Parameters PARAMETERS = Parameters.STANDARD;

  /** 5%, in units of 2^-24, rounded up. */
  private static final Rules RULE_OF_THUMB = new Rules.Flat(838_861);

  private static final Workload RULE_OF_THUMB_JOBS =
      new Workload.Same(new Terms(1_000_000, 1_000_000_000, 0, 10, 1));

  public Simulation {
    if (jobs < LEAST_JOBS || jobs % CAREERS != 0) {
      throw new IllegalArgumentException(
          "jobs must be a multiple of %d, at least %d: %d".formatted(CAREERS, LEAST_JOBS, jobs));
    }
    if (stakeMultiple < PARAMETERS.leastStakeMultiple()) {
      throw new IllegalArgumentException(
          "the stake must be at least %d P: %d"
              .formatted(PARAMETERS.leastStakeMultiple(), stakeMultiple));
    }
  }

  /** That policy under the protocol. */
  public Totals play(Policy policy) {
    return play(policy, new Rules.Protocol(PARAMETERS), new Workload.Mixed(stakeMultiple));
  }

  /** That policy where everybody is sampled at 5% and stakes 10 P. */
  public Totals playRuleOfThumb(Policy policy) {
    return play(policy, RULE_OF_THUMB, RULE_OF_THUMB_JOBS);
  }

  private Totals play(Policy policy, Rules rules, Workload workload) {
    var chance = new SplittableRandom(seed + policy.stream());
    return Totals.of(
        IntStream.range(0, CAREERS)
            .mapToObj(
                number ->
                    new Career(
                        policy,
                        workload,
                        new SimulatedMarket(rules, PARAMETERS),
                        new Standing(),
                        chance.split()))
            .map(career -> career.run(jobs / CAREERS))
            .toList());
  }
}
