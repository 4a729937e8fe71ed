package souk.testnet.survival;

import java.time.Duration;
import java.util.Map;
import souk.cli.console.Fields;

/**
 * How it ended.
 *
 * @param seed where the strikes came from
 * @param jobs jobs posted
 * @param settled of them, paid
 * @param refunded of them, given back whole
 * @param voided of them, undecided
 * @param attempts attempts of all jobs, at least one each
 * @param lateFees fees of providers that were away past a deadline
 * @param noShows seats of verifiers that were away past a deadline
 * @param slashed stakes of honest providers and locks of honest verifiers lost
 * @param wrongResultsPaid settled results that differ from a run of our own, or were paid otherwise
 *     than by the fuel used
 * @param unpaid parties that do not own what the protocol owes them
 * @param conserved whether no unit of money appeared or vanished
 * @param died nodes that ended though nobody killed them
 * @param strikes what went wrong, how often
 * @param longestOutage the longest that any node was struck
 * @param revealWindow the market's window to reveal
 * @param medianBlocks blocks from post to end, of half of the jobs at most
 * @param mostBlocks blocks from post to end, of the slowest
 * @param seconds how long it took
 */
public record SurvivalReport(
    long seed,
    int jobs,
    int settled,
    int refunded,
    int voided,
    int attempts,
    int lateFees,
    int noShows,
    int slashed,
    int wrongResultsPaid,
    int unpaid,
    boolean conserved,
    int died,
    Map<Strike.Kind, Integer> strikes,
    Duration longestOutage,
    Duration revealWindow,
    long medianBlocks,
    long mostBlocks,
    long seconds) {

  public SurvivalReport {
    strikes = Map.copyOf(strikes);
  }

  /** Whether everybody and everything survived. */
  public boolean holds() {
    return settled + refunded + voided == jobs
        && voided == 0
        && slashed == 0
        && wrongResultsPaid == 0
        && unpaid == 0
        && died == 0
        && conserved;
  }

  /** As commands print it. */
  public Fields fields() {
    var fields =
        new Fields()
            .add("seed", seed)
            .add("jobs", jobs)
            .add("settled", settled)
            .add("refunded", refunded)
            .add("voided", voided)
            .add("attempts", attempts)
            .add("lateFees", lateFees)
            .add("noShows", noShows)
            .add("honestSlashed", slashed)
            .add("wrongResultsPaid", wrongResultsPaid)
            .add("partiesUnpaid", unpaid)
            .add("moneyConserved", conserved)
            .add("nodesDied", died);
    for (var kind : Strike.Kind.values()) {
      fields.add(kind.label(), strikes.getOrDefault(kind, 0));
    }
    return fields
        .add("longestOutageSeconds", (longestOutage.toMillis() + 999) / 1000)
        .add("revealWindowSeconds", revealWindow.toSeconds())
        .add("medianBlocks", medianBlocks)
        .add("mostBlocks", mostBlocks)
        .add("seconds", seconds)
        .add("ok", holds());
  }
}
