package souk.testnet.simulation;

/**
 * What many jobs came to. Profits are sums of what a job brought over its P, with what the consumer
 * had at risk as the gain of whom it was lost to; they are estimates. Money is exact.
 */
final class Tally {
  private long jobs;
  private long cheats;
  private long caught;
  private long paidCheats;
  private double profit;
  private double cheatProfit;
  private long value;
  private long settled;
  private long audits;
  private long lost;

  /**
   * Adds a job.
   *
   * @param gain what it brought the provider and whoever is one with it
   * @param loss what the consumer lost to a wrong result that was paid
   */
  void add(Terms terms, Outcome outcome, boolean cheated, long gain, long loss) {
    var part = (double) gain / terms.fullPrice();
    jobs++;
    profit += part;
    value += terms.fullPrice();
    settled += outcome.paid();
    audits += outcome.audit();
    lost += loss;
    if (cheated) {
      cheats++;
      cheatProfit += part;
      caught += outcome.isCaught() ? 1 : 0;
      paidCheats += outcome.paid() != 0 ? 1 : 0;
    }
  }

  long jobs() {
    return jobs;
  }

  long cheats() {
    return cheats;
  }

  long caught() {
    return caught;
  }

  long paidCheats() {
    return paidCheats;
  }

  double profit() {
    return profit;
  }

  double cheatProfit() {
    return cheatProfit;
  }

  long value() {
    return value;
  }

  long settled() {
    return settled;
  }

  long audits() {
    return audits;
  }

  long lost() {
    return lost;
  }
}
