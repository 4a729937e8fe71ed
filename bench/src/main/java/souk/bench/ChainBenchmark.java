package souk.bench;

import java.util.ArrayList;
import java.util.List;

/** How much a node takes in from the chain, and hands out to it, in a second. */
final class ChainBenchmark implements Benchmark {
  private static final List<Benchmark> PARTS =
      List.of(new EventThroughput(), new TransactionThroughput());

  @Override
  public Report run() throws Exception {
    var figures = new ArrayList<Figure>();
    var notes = new ArrayList<String>();
    for (var part : PARTS) {
      var report = part.run();
      figures.addAll(report.figures());
      notes.addAll(report.notes());
    }
    return new Report(figures, notes);
  }
}
