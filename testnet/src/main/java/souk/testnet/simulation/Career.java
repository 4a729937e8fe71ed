package souk.testnet.simulation;

import java.util.random.RandomGenerator;

/** One provider's jobs, in a market that learns from nobody else. */
final class Career {
  private static final int JOBS_PER_EPOCH = 1_000;
  private static final int SAMPLES = 1 << 24;
  private static final int COLLUDING_ONE_IN = 5;
  private static final int COST_TENTHS = 7;

  private final Policy policy;
  private final Workload workload;
  private final SimulatedMarket market;
  private final RandomGenerator chance;
  private final Standing standing;

  Career(
      Policy policy,
      Workload workload,
      SimulatedMarket market,
      Standing standing,
      RandomGenerator chance) {
    this.policy = policy;
    this.workload = workload;
    this.market = market;
    this.standing = standing;
    this.chance = chance;
  }

  /** So many jobs from the first on. */
  Tally run(int jobs) {
    var tally = new Tally();
    for (var job = 0; job < jobs; job++) {
      next(job / JOBS_PER_EPOCH, tally);
    }
    return tally;
  }

  /** One job, in that epoch. */
  Outcome next(long epoch, Tally tally) {
    var terms = workload.terms(chance);
    var fuelUsed = workload.fuelUsed(terms, chance);
    var quote = market.quote(terms, standing);
    var cheats = policy.cheats(terms, standing, chance.nextInt(Draw.DOUBLED_ONE_IN));
    var conduct = cheats ? policy.cheating(terms) : Conduct.honest(fuelUsed);
    var outcome =
        market.play(terms, quote, standing, conduct, draw(chance), this::accomplices, epoch);
    var isFooled = cheats && outcome.paid() != 0;
    var fair = policy.invents() ? 0 : terms.payment(fuelUsed);
    var loss = isFooled ? outcome.paid() - fair : 0;
    loss += isFooled && policy.invents() ? terms.valueAtRisk() : 0;
    tally.add(terms, outcome, cheats, gain(terms, outcome, cheats, fuelUsed), loss);
    return outcome;
  }

  /** What the provider has more, less what its work costs, with all that is secretly its own. */
  private long gain(Terms terms, Outcome outcome, boolean cheats, long fuelUsed) {
    var gain = outcome.bond() + outcome.balance();
    gain += cheats && policy.findsItself() ? outcome.finders() : 0;
    gain += cheats && policy.invents() && outcome.paid() != 0 ? terms.valueAtRisk() : 0;
    var works = !cheats || !policy.invents();
    return works ? gain - terms.payment(fuelUsed) * COST_TENTHS / 10 : gain;
  }

  /** All, if all are the cheat's; else they are wise enough to tell the truth. */
  private int accomplices(int seats) {
    var own = 0;
    for (var seat = 0; seat < seats && policy.colludes(); seat++) {
      own += chance.nextInt(COLLUDING_ONE_IN) == 0 ? 1 : 0;
    }
    return own == seats ? seats : 0;
  }

  private static Draw draw(RandomGenerator chance) {
    return new Draw(chance.nextInt(SAMPLES), chance.nextInt(Draw.DOUBLED_ONE_IN) == 0);
  }
}
