package souk.testnet.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import souk.settlement.chain.Parameters;

/**
 * A wave of cheats enters a calm market and leaves. All providers stake 50 P and have long records;
 * in the wave one job in forty goes to a cheat that runs nothing, until it is caught and another
 * with as long a record takes its place.
 */
public final class AttackWave {
  /** Jobs drawn in all. */
  public static final int JOBS = 120_000;

  /** The first job of the wave. */
  public static final int BEGIN = 30_000;

  /** The first job after it. */
  public static final int END = 60_000;

  /** Jobs in an epoch, at whose end what the market remembers of audits is halved. */
  public static final int EPOCH = 10_000;

  private static final int WINDOW = 2_000;
  private static final int PROVIDERS = 40;
  private static final int CHEATS_ONE_IN = 40;
  private static final long LONG_RECORD = 2_000_000_000;
  private static final Workload JOBS_OFFERED = new Workload.Mixed(50);
  private static final double RATES = 1 << 24;

  private final SplittableRandom chance;
  private final SimulatedMarket market;
  private final List<Career> honest = new ArrayList<>();
  private Career cheat;

  private AttackWave(long seed) {
    chance = new SplittableRandom(seed);
    market = new SimulatedMarket(new Rules.Protocol(Parameters.STANDARD), Parameters.STANDARD);
    for (var provider = 0; provider < PROVIDERS; provider++) {
      honest.add(veteran(Policy.HONEST));
    }
    cheat = veteran(Policy.WRONG_ALWAYS);
  }

  /**
   * The market over some jobs.
   *
   * @param job how many jobs were drawn before their end
   * @param floor least sampling rate at their end, 0..1
   * @param faults faults found among their audits, 0..1
   * @param overhead what audits paid verifiers over what was paid for jobs
   */
  public record Point(int job, double floor, double faults, double overhead) {}

  /** How the market does, one point for every 2,000 jobs; the same seed gives the same points. */
  public static List<Point> run(long seed) {
    var wave = new AttackWave(seed);
    var points = new ArrayList<Point>();
    for (var job = 0; job < JOBS; job += WINDOW) {
      points.add(wave.window(job));
    }
    return List.copyOf(points);
  }

  private Point window(int first) {
    var tally = new Tally();
    var audits = 0;
    for (var job = first; job < first + WINDOW; job++) {
      audits += next(job, tally).isSampled() ? 1 : 0;
    }
    return new Point(
        first + WINDOW,
        market.climate().floor() / RATES,
        audits == 0 ? 0 : (double) tally.caught() / audits,
        (double) tally.audits() / tally.settled());
  }

  private Outcome next(int job, Tally tally) {
    var attacks = job >= BEGIN && job < END && chance.nextInt(CHEATS_ONE_IN) == 0;
    var career = attacks ? cheat : honest.get(job % PROVIDERS);
    var outcome = career.next(job / EPOCH, tally);
    if (outcome.isCaught()) {
      cheat = veteran(Policy.WRONG_ALWAYS);
    }
    return outcome;
  }

  private Career veteran(Policy policy) {
    return new Career(policy, JOBS_OFFERED, market, Standing.of(LONG_RECORD), chance.split());
  }
}
