package souk.testnet.simulation;

import java.util.random.RandomGenerator;

/** Which jobs come. */
public sealed interface Workload {
  /** The next job's terms. */
  Terms terms(RandomGenerator chance);

  /** What fuel such a job really uses. */
  long fuelUsed(Terms terms, RandomGenerator chance);

  /**
   * Jobs of 1 to 8 Gfuel that use 60 to 100 of a hundred of it, at 0.8 to 1.2 tokens per Gfuel; one
   * in ten puts 5 P at risk.
   *
   * @param stakeMultiple S/P
   */
  record Mixed(int stakeMultiple) implements Workload {
    private static final long GFUEL = 1_000_000_000;
    private static final int MOST_GFUEL = 8;
    private static final int LEAST_PRICE = 800_000;
    private static final int MOST_PRICE = 1_200_000;
    private static final int HIGH_VALUE_ONE_IN = 10;
    private static final int LEAST_USED_PERCENT = 60;

    @Override
    public Terms terms(RandomGenerator chance) {
      var price = chance.nextInt(LEAST_PRICE, MOST_PRICE + 1);
      var fuelLimit = GFUEL * chance.nextInt(1, MOST_GFUEL + 1);
      var safe = new Terms(price, fuelLimit, 0, stakeMultiple, 0);
      return chance.nextInt(HIGH_VALUE_ONE_IN) == 0
          ? new Terms(price, fuelLimit, Policy.HIGH_VALUE * safe.fullPrice(), stakeMultiple, 0)
          : safe;
    }

    @Override
    public long fuelUsed(Terms terms, RandomGenerator chance) {
      return terms.fuelLimit() / 100 * chance.nextInt(LEAST_USED_PERCENT, 101);
    }
  }

  /**
   * The same job again and again, which uses all its fuel.
   *
   * @param terms its terms
   */
  record Same(Terms terms) implements Workload {
    @Override
    public Terms terms(RandomGenerator chance) {
      return terms;
    }

    @Override
    public long fuelUsed(Terms asked, RandomGenerator chance) {
      return asked.fuelLimit();
    }
  }
}
