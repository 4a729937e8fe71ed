package souk.testnet.simulation;

import java.util.List;

/**
 * What a policy comes to. Profits are per job over its P.
 *
 * @param jobs jobs played
 * @param cheats those it cheated in
 * @param caught those it lost its stake for
 * @param paid those it was paid for
 * @param profit of all jobs
 * @param cheatProfit of those it cheated in
 * @param overhead what audits paid verifiers, over what was paid for jobs
 * @param lost what consumers lost to wrong results that were paid, over the P of all jobs
 */
public record Totals(
    long jobs,
    long cheats,
    long caught,
    long paid,
    Estimate profit,
    Estimate cheatProfit,
    Estimate overhead,
    Estimate lost) {
  static Totals of(List<Tally> careers) {
    return new Totals(
        careers.stream().mapToLong(Tally::jobs).sum(),
        careers.stream().mapToLong(Tally::cheats).sum(),
        careers.stream().mapToLong(Tally::caught).sum(),
        careers.stream().mapToLong(Tally::paidCheats).sum(),
        Estimate.of(careers, Tally::profit, Tally::jobs),
        Estimate.of(careers, Tally::cheatProfit, Tally::cheats),
        Estimate.of(careers, Tally::audits, Tally::settled),
        Estimate.of(careers, Tally::lost, Tally::value));
  }
}
