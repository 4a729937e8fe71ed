package souk.testnet.agent;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import souk.protocol.value.Amount;
import souk.testnet.demo.Conclusion;

/**
 * How the demo of agents ended.
 *
 * @param agents all of them; the orchestrator is the first and the chronicle the third
 * @param order what came of the order
 * @param paid what the customer paid for it
 * @param creatorKeyDeleted whether nobody can act as the chronicle's creator
 * @param freeze what came of the agent that ran out of money
 * @param providersKilled while they ran turns
 * @param slashes who lost stake
 * @param wrongResultsPaid settled turns and children that differ from a run of our own
 * @param changes what each role, and the sink of burned money, has more or less than before
 * @param conserved whether those changes add up to nothing, and the market holds what it owes
 * @param seconds how long it took
 */
public record AgentSummary(
    List<AgentLine> agents,
    OrderStory.Outcome order,
    Amount paid,
    boolean creatorKeyDeleted,
    FreezeStory.Outcome freeze,
    int providersKilled,
    Slashes slashes,
    int wrongResultsPaid,
    Map<String, BigInteger> changes,
    boolean conserved,
    long seconds)
    implements Conclusion {
  public AgentSummary {
    agents = List.copyOf(agents);
  }

  @Override
  public boolean holds() {
    return agents.stream().allMatch(agent -> agent.finalStateEqual() && agent.isBalanced())
        && order.answerRight()
        && order.settled() == IrisWork.PARTS
        && margin().signum() > 0
        && chronicle().turns() >= ChronicleStory.TURNS
        && chronicle().carriers().size() >= AgentDemo.LEAST_CARRIERS
        && creatorKeyDeleted
        && wentOn()
        && providersKilled > 0
        && slashes.ofTurn()
        && slashes.honest().isZero()
        && wrongResultsPaid == 0
        && conserved;
  }

  /** Whether the frozen agent lived on once it was paid, at a turn of its own accord too. */
  private boolean wentOn() {
    return freeze.turnsBefore() > 0 && freeze.turnsAfter() > freeze.turnsBefore() + 1;
  }

  private BigInteger margin() {
    return agents.getFirst().treasury().margin();
  }

  private AgentLine chronicle() {
    return agents.get(2);
  }

  @Override
  public Map<String, Object> fields() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("agents", agents.stream().map(AgentLine::fields).toList());
    fields.put("paid", paid.toString());
    fields.put("children", order.children());
    fields.put("childrenSettled", order.settled());
    fields.put("answer", order.answer());
    fields.put("answerRight", order.answerRight());
    fields.put("margin", margin().toString());
    fields.put("providersKilled", providersKilled);
    fields.put("cheatsCaught", slashes.caught());
    fields.put("turnCheated", slashes.ofTurn());
    fields.put("slashed", slashes.lost().toString());
    fields.put("honestSlashed", slashes.honest().toString());
    fields.put("wrongResultsPaid", wrongResultsPaid);
    fields.put("finalStateEqual", agents.stream().allMatch(AgentLine::finalStateEqual));
    fields.put("turnsLived", chronicle().turns());
    fields.put("livedOn", chronicle().carriers().size());
    fields.put("creatorKeyDeleted", creatorKeyDeleted);
    fields.put("frozenAfter", freeze.turnsBefore());
    fields.put("wentOnTo", freeze.turnsAfter());
    fields.put("wentOn", wentOn());
    fields.put("accountsBalanced", agents.stream().allMatch(AgentLine::isBalanced));
    fields.put("moneyConserved", conserved);
    var money = new LinkedHashMap<String, Object>();
    changes.forEach((role, change) -> money.put(role, change.toString()));
    fields.put("changes", money);
    fields.put("seconds", seconds);
    fields.put("ok", holds());
    return fields;
  }

  @Override
  public String text(int decimals) {
    var text = new StringBuilder("%n".formatted());
    agents.forEach(agent -> describe(text, agent, decimals));
    line(text, "order", order.answer().lines().findFirst().orElse(""));
    line(
        text,
        "for",
        "%s tokens paid, %d of %d children settled, a margin of %s; the answer is %s"
            .formatted(
                paid.toTokens(decimals),
                order.settled(),
                order.children(),
                tokens(margin(), decimals),
                order.answerRight() ? "right" : "WRONG"));
    line(text, "providers killed", providersKilled);
    line(
        text,
        "cheats caught",
        "%d, who lost %s tokens%s"
            .formatted(
                slashes.caught(),
                slashes.lost().toTokens(decimals),
                slashes.ofTurn() ? ", one of them in a turn" : ", NONE IN A TURN"));
    line(text, "honest stake slashed", slashes.honest().toTokens(decimals) + " tokens");
    line(text, "wrong results paid", wrongResultsPaid);
    line(text, "creator's key", creatorKeyDeleted ? "deleted" : "STILL THERE");
    line(
        text,
        "out of money",
        "frozen after %d turns, paid, %s %d"
            .formatted(
                freeze.turnsBefore(),
                wentOn() ? "went on to" : "DID NOT GO ON FROM",
                freeze.turnsAfter()));
    changes.forEach((role, change) -> line(text, role, tokens(change, decimals) + " tokens"));
    line(text, "money in = money out", conserved ? "yes, to the last unit" : "NO");
    line(text, "took", seconds + " s");
    return text + (holds() ? "Everything held.%n" : "SOMETHING DID NOT HOLD.%n").formatted();
  }

  private static void describe(StringBuilder text, AgentLine agent, int decimals) {
    line(
        text,
        agent.name(),
        "%d turns on %d providers, %s; %s"
                .formatted(
                    agent.turns(),
                    agent.carriers().size(),
                    agent.finalStateEqual() ? "as undisturbed" : "NOT AS UNDISTURBED",
                    describe(agent.treasury(), decimals))
            + (agent.isBalanced() ? "" : ", WHICH ITS ACCOUNT HAS NOT"));
  }

  private static String describe(Treasury money, int decimals) {
    return "given %s, earned %s and postage %s, turns %s, tips %s, children %s, sent %s, left %s"
        .formatted(
            plain(money.funding(), decimals),
            plain(money.values(), decimals),
            plain(money.postage(), decimals),
            plain(money.turns(), decimals),
            plain(money.tips(), decimals),
            plain(money.children(), decimals),
            plain(money.sent(), decimals),
            plain(money.left(), decimals));
  }

  private static void line(StringBuilder text, String label, Object value) {
    text.append("  %-22s %s%n".formatted(label, value));
  }

  private static String tokens(BigInteger change, int decimals) {
    return (change.signum() > 0 ? "+" : "") + plain(change, decimals);
  }

  private static String plain(BigInteger units, int decimals) {
    return new BigDecimal(units, decimals).toPlainString();
  }
}
