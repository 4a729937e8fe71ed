package souk.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The transactions of some jobs' lives, and who sent them. */
final class GasBill {
  private final int jobs;
  private final List<Entry> entries = new ArrayList<>();

  /** A bill whose transactions are about so many jobs each, or in all. */
  GasBill(int jobs) {
    this.jobs = jobs;
  }

  /**
   * One transaction.
   *
   * @param sender name of the account that sent it
   */
  private record Entry(String sender, Role role, String step, GasSplit gas) {}

  void add(String sender, Role role, String step, GasSplit gas) {
    entries.add(new Entry(sender, role, step, gas));
  }

  /** The transactions of that account alone. */
  GasBill of(String sender) {
    var bill = new GasBill(jobs);
    entries.stream().filter(entry -> entry.sender().equals(sender)).forEach(bill.entries::add);
    return bill;
  }

  /** All transactions together. */
  GasSplit total() {
    return entries.stream().map(Entry::gas).reduce(GasSplit.NONE, GasSplit::plus);
  }

  /** Gas a job, rounded up. */
  long perJob() {
    return perJob(total());
  }

  /** Gas a job by step and, where there are several, by role; and transactions in all. */
  List<Figure> shares(String name) {
    var figures = new ArrayList<Figure>();
    by(Entry::step).forEach((step, gas) -> figures.add(share(name, step, gas)));
    var roles = by(entry -> "by_" + entry.role().figure());
    if (roles.size() > 1) {
      roles.forEach((role, gas) -> figures.add(share(name, role, gas)));
    }
    figures.add(Figure.of(name + "_transactions", entries.size(), "count"));
    return figures;
  }

  /** Why it is more than that: what a job pays for, and what that buys. */
  List<String> explanation(String name, long aim) {
    var gas = total();
    var over = perJob() - aim;
    return List.of(
        String.format(
            Locale.ROOT, "%s is %,d gas above its aim of %,d. Each job pays for", name, over, aim),
        line(gas.bases(), count(gas.transactions()) + " transactions, before they do anything"),
        line(gas.calldata(), "calldata: whole orders, so that a match stores none of them"),
        line(gas.events(), "events, from which anybody rebuilds all state"),
        line(
            gas.freshSlotsCost(),
            count(gas.freshSlots())
                + " fresh slots: the job's own head, with its state and escrow"),
        line(
            gas.changedSlotsCost(),
            count(gas.changedSlots())
                + " changed slots: heads, lanes with terms and commitment, balances, bonds"),
        line(
            gas.slotsReadCost(),
            count(gas.slotsRead())
                + " slots only read: account numbers, orders cancelled, record and climate"),
        line(
            gas.callsCost(),
            count(gas.calls()) + " other contracts: apart, so that each is readable and fits"),
        line(gas.rest(), "checks: signatures, hashes of orders and results, rate, draw, sums"));
  }

  private String count(int total) {
    return String.format(Locale.ROOT, "%.2f", (double) total / jobs);
  }

  private String line(long gas, String what) {
    return String.format(Locale.ROOT, "%,10d  %s", Math.floorDiv(gas, jobs), what);
  }

  private Figure share(String name, String part, GasSplit gas) {
    return Figure.of(name + "_" + part, perJob(gas), "gas");
  }

  private Map<String, GasSplit> by(Function<Entry, String> kind) {
    var sums = new LinkedHashMap<String, GasSplit>();
    for (var entry : entries) {
      sums.merge(kind.apply(entry), entry.gas(), GasSplit::plus);
    }
    return sums;
  }

  private long perJob(GasSplit gas) {
    return Math.ceilDiv(gas.used(), jobs);
  }
}
