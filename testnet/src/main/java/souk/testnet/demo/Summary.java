package souk.testnet.demo;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import souk.protocol.value.Amount;

/**
 * How the demo ended.
 *
 * @param jobs jobs posted
 * @param settled of them, paid
 * @param refunded of them, given back whole
 * @param clear of those settled, revealed without an audit
 * @param audited of those settled, re-run by verifiers first
 * @param cheatsCaught wrong results proven wrong
 * @param slashed stake the cheat lost, base units
 * @param wrongResultsPaid settled results that differ from a run of our own
 * @param changes what each role, and the sink of burned money, has more or less than before
 * @param conserved whether those changes add up to nothing, and the market holds what it owes
 * @param outputs folder with what the jobs wrote, pictures too; empty if that is not kept
 * @param seconds how long it took
 * @param toll what the attack came to, if this was one
 */
public record Summary(
    int jobs,
    int settled,
    int refunded,
    int clear,
    int audited,
    int cheatsCaught,
    Amount slashed,
    int wrongResultsPaid,
    Map<String, BigInteger> changes,
    boolean conserved,
    String outputs,
    long seconds,
    Optional<Toll> toll)
    implements Conclusion {

  @Override
  public boolean holds() {
    return conserved
        && wrongResultsPaid == 0
        && settled + refunded == jobs
        && toll.map(Toll::holds).orElse(cheatsCaught > 0 && clear > 0 && audited > 0);
  }

  /** The same, of an attack. */
  public Summary of(Toll attack) {
    return new Summary(
        jobs,
        settled,
        refunded,
        clear,
        audited,
        cheatsCaught,
        slashed,
        wrongResultsPaid,
        changes,
        conserved,
        outputs,
        seconds,
        Optional.of(attack));
  }

  @Override
  public Map<String, Object> fields() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("jobs", jobs);
    fields.put("settled", settled);
    fields.put("refunded", refunded);
    fields.put("clear", clear);
    fields.put("audited", audited);
    fields.put("cheatsCaught", cheatsCaught);
    fields.put("slashed", slashed.toString());
    fields.put("moneyConserved", conserved);
    fields.put("wrongResultsPaid", wrongResultsPaid);
    var money = new LinkedHashMap<String, Object>();
    changes.forEach((role, change) -> money.put(role, change.toString()));
    fields.put("changes", money);
    fields.put("outputs", outputs);
    fields.put("seconds", seconds);
    toll.ifPresent(attack -> addTo(fields, attack));
    fields.put("ok", holds());
    return fields;
  }

  private static void addTo(Map<String, Object> fields, Toll attack) {
    fields.put("attack", attack.attack());
    fields.put("attackerProfit", attack.attackerProfit().toString());
    fields.put("honestSlashed", attack.honestSlashed().toString());
    fields.put("shortfalls", attack.shortfalls());
  }

  @Override
  public String text(int decimals) {
    var text = new StringBuilder("%n".formatted());
    line(text, "jobs", "%d settled, %d refunded, of %d".formatted(settled, refunded, jobs));
    line(text, "draws", "%d clear, %d audited of those settled".formatted(clear, audited));
    line(text, "wrong results paid", wrongResultsPaid);
    line(
        text,
        "cheats caught",
        "%d, who lost %s".formatted(cheatsCaught, tokens(slashed, decimals)));
    changes.forEach((role, change) -> line(text, role, signed(change, decimals)));
    line(text, "money in = money out", conserved ? "yes, to the last unit" : "NO");
    toll.ifPresent(attack -> describe(text, attack, decimals));
    if (!outputs.isEmpty()) {
      line(text, "outputs", outputs);
    }
    line(text, "took", seconds + " s");
    return text + (holds() ? "Everything held.%n" : "SOMETHING DID NOT HOLD.%n").formatted();
  }

  private static void describe(StringBuilder text, Toll attack, int decimals) {
    line(text, "attack", attack.attack());
    line(text, "attacker's profit", signed(attack.attackerProfit(), decimals));
    line(text, "honest stake slashed", tokens(attack.honestSlashed(), decimals));
    attack.shortfalls().forEach(shortfall -> line(text, "SHORTFALL", shortfall));
  }

  private static void line(StringBuilder text, String label, Object value) {
    text.append("  %-22s %s%n".formatted(label, value));
  }

  private static String tokens(Amount amount, int decimals) {
    return amount.toTokens(decimals) + " tokens";
  }

  private static String signed(BigInteger change, int decimals) {
    var sign = change.signum() > 0 ? "+" : "";
    return sign + new BigDecimal(change, decimals).toPlainString() + " tokens";
  }
}
