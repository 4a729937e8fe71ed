package souk.testnet.simulation;

import souk.testnet.simulation.Outcome.Ending;

/**
 * The money of each ending, as {@code Market}, {@code Audits}, {@code Disputes} and {@code Verdict}
 * split it. A job that is not paid is cancelled by its consumer, its escrow returned.
 */
final class Endings {
  /** Jurors of the first round, who agree. */
  private static final int JURORS = 3;

  private static final int FINDERS_PERCENT = 35;
  private static final int CONSUMER_PERCENT = 30;
  private static final int LATE_PART = 5;
  private static final int LOCK_MULTIPLE = 10;

  private Endings() {}

  /**
   * @param seats verifiers that agreed; 0 if not sampled
   * @param reward what each earned, at the fuel used
   */
  static Outcome settled(long paid, long fee, int seats, long reward) {
    var audit = seats * reward;
    return new Outcome(
        Ending.SETTLED, seats, paid, audit, 0, reward, -audit, paid - fee, -paid, fee, audit, 0);
  }

  /**
   * A jury of the first round finds against the provider and those verifiers that agreed with it.
   *
   * @param right verifiers that refuted it, at least 1
   * @param accomplices verifiers that agreed with it
   * @param reward r at the fuel limit
   */
  static Outcome convicted(Terms terms, int right, int accomplices, long reward) {
    var lost = terms.fullPrice() * LOCK_MULTIPLE * accomplices;
    var owed = JURORS * reward;
    var byLocks = Math.min(lost, owed);
    var byStake = Math.min(owed - byLocks, terms.stake());
    var left = terms.stake() - byStake;
    var toFinders = left * FINDERS_PERCENT / 100;
    var toConsumer = toConsumer(terms, left);
    var each = toFinders / right;
    var audit = right * reward;
    var toJurors = (byLocks + byStake) / JURORS * JURORS;
    var toVerifiers = audit + right * each + toJurors - lost;
    return new Outcome(
        Ending.CONVICTED,
        right + accomplices,
        0,
        audit,
        right * each,
        reward + each,
        -terms.stake() - audit,
        0,
        toConsumer,
        0,
        toVerifiers,
        terms.stake() - toConsumer - (toVerifiers - audit));
  }

  /**
   * @param seats verifiers that revealed
   * @param reward r at the fuel limit
   */
  static Outcome condemned(Terms terms, int seats, long reward) {
    var toConsumer = toConsumer(terms, terms.stake());
    var audit = seats * reward;
    return new Outcome(
        Ending.CONDEMNED,
        seats,
        0,
        audit,
        0,
        reward,
        -terms.stake() - audit,
        0,
        toConsumer,
        0,
        audit,
        terms.stake() - toConsumer);
  }

  static Outcome late(Terms terms) {
    var fee = terms.fullPrice() / LATE_PART;
    var half = fee / 2;
    return new Outcome(Ending.LATE, 0, 0, 0, 0, 0, -fee, 0, half, 0, 0, fee - half);
  }

  private static long toConsumer(Terms terms, long left) {
    return Math.min(left * CONSUMER_PERCENT / 100, 2 * terms.fullPrice());
  }
}
