package souk.testnet.demo;

import java.io.PrintStream;
import souk.protocol.value.Hash;

/** One line an event, for logs and pipes. */
final class PlainNarrator implements Narrator {
  private final PrintStream out;
  private final int decimals;

  PlainNarrator(PrintStream out, int decimals) {
    this.out = out;
    this.decimals = decimals;
  }

  @Override
  public void tell(DemoEvent event) {
    out.println(
        switch (event) {
          case DemoEvent.Phase phase -> "== " + phase.text();
          case DemoEvent.NodeStarted node ->
              "   %-12s pid %-7d %s".formatted(node.name(), node.pid(), node.address());
          case DemoEvent.JobChanged job -> line(job.row());
          case DemoEvent.CheatCaught caught ->
              "!! %s answered wrongly in job %s and lost %s"
                  .formatted(caught.provider(), caught.jobId(), caught.slashed());
          case DemoEvent.AgentActed acted -> line(acted);
          case DemoEvent.NodeKilled killed -> line(killed);
          case DemoEvent.Kept kept -> "== the market stays";
          case DemoEvent.ResultChecked checked ->
              "   %s %-24s %s %s"
                  .formatted(
                      checked.jobId(),
                      checked.program(),
                      checked.digest(),
                      checked.right() ? "same bytes here" : "DIFFERS");
        });
  }

  @Override
  public void conclude(Conclusion summary) {
    out.print(summary.text(decimals));
  }

  private String line(JobRow row) {
    var settled = row.paid().isZero() && row.refunded().isZero() ? "" : settlement(row);
    return "   job %s %-24s %-20s %-11s %-7s%s"
        .formatted(
            shortened(row.id()), row.program(), row.state(), row.provider(), row.engine(), settled);
  }

  static String line(DemoEvent.AgentActed acted) {
    return "   %-12s turn %-3d %s".formatted(acted.agent(), acted.turn(), acted.deed());
  }

  static String line(DemoEvent.NodeKilled killed) {
    return "!! %s killed while it ran %s".formatted(killed.name(), killed.work());
  }

  private String settlement(JobRow row) {
    return " fuel %s paid %s refunded %s"
        .formatted(row.fuel(), row.paid().toTokens(decimals), row.refunded().toTokens(decimals));
  }

  static String shortened(Hash id) {
    return id.toString().substring(0, 10);
  }
}
