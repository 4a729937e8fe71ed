package souk.testnet.demo;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/** A table on a terminal, drawn again whenever something changes (ECMA-48 control sequences). */
final class LiveNarrator implements Narrator {
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String ROW = "%-10s  %-26s %-11s %-7s %3s  %-20s %-8s %13s %9s %11s %11s%n";

  private final PrintStream out;
  private final int decimals;
  private final Map<Hash, JobRow> rows = new LinkedHashMap<>();
  private String phase = "";
  private int drawnLines;

  LiveNarrator(PrintStream out, int decimals) {
    this.out = out;
    this.decimals = decimals;
  }

  @Override
  public void tell(DemoEvent event) {
    switch (event) {
      case DemoEvent.Phase next -> phase = next.text();
      case DemoEvent.JobChanged job -> rows.put(job.row().id(), job.row());
      case DemoEvent.NodeStarted node ->
          above("   %-12s pid %-7d %s".formatted(node.name(), node.pid(), node.address()));
      case DemoEvent.CheatCaught caught ->
          above(
              "   %s answered wrongly in job %s and lost %s"
                  .formatted(caught.provider(), caught.jobId(), caught.slashed()));
      case DemoEvent.AgentActed acted -> above(PlainNarrator.line(acted));
      case DemoEvent.NodeKilled killed -> above(PlainNarrator.line(killed));
      case DemoEvent.Kept kept -> phase = "the market stays";
      case DemoEvent.ResultChecked checked ->
          above(
              "   %s %-26s %s %s"
                  .formatted(
                      checked.jobId(),
                      checked.program(),
                      checked.digest(),
                      checked.right() ? "same bytes here" : "DIFFERS"));
    }
    draw();
  }

  @Override
  public void conclude(Conclusion summary) {
    erase();
    drawnLines = 0;
    printTable();
    out.print(summary.text(decimals));
    out.flush();
  }

  private void above(String line) {
    erase();
    drawnLines = 0;
    out.println(line);
  }

  private void draw() {
    erase();
    printTable();
    out.println("== " + phase);
    drawnLines = 1 + (rows.isEmpty() ? 0 : rows.size() + 1);
    out.flush();
  }

  private void erase() {
    if (drawnLines > 0) {
      out.printf("\r\u001b[%dA", drawnLines);
    }
    out.print(CLEAR_BELOW);
  }

  private void printTable() {
    if (rows.isEmpty()) {
      return;
    }
    out.printf(
        ROW,
        "job",
        "program",
        "provider",
        "engine",
        "try",
        "state",
        "draw",
        "fuel",
        "price",
        "paid",
        "refunded");
    rows.values().forEach(this::printRow);
  }

  private void printRow(JobRow row) {
    out.printf(
        ROW,
        PlainNarrator.shortened(row.id()),
        row.program(),
        row.provider(),
        row.engine(),
        row.attempt() + 1,
        row.state(),
        row.sampled(),
        row.fuel().units() == 0 ? "" : row.fuel(),
        tokens(row.price()),
        tokens(row.paid()),
        tokens(row.refunded()));
  }

  private String tokens(Amount amount) {
    return amount.isZero() ? "" : amount.toTokens(decimals);
  }
}
