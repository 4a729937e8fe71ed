package souk.bench;

import java.nio.file.Path;
import java.util.ArrayList;

/**
 * How fast programs run on each engine, next to native code and next to themselves before they were
 * rewritten; how fast jobs start; what a turn of an agent costs; how well fuel tracks time.
 *
 * <p>Times are those a thread spends on a processor, the quickest of several runs in a process that
 * has warmed up; only starts are measured by the clock on the wall.
 */
final class RuntimeBenchmark implements Benchmark {

  @Override
  public Report run() throws Exception {
    var root = Path.of(System.getProperty("souk.root", "."));
    var corpus = new Corpus(root);
    var figures = new ArrayList<Figure>();
    var notes = new ArrayList<String>();
    try (var work = new WorkDirectory()) {
      var contestants = new Contestants(root, work.path());
      if (!contestants.hasNative()) {
        notes.add("gcc is not here, so nothing is compared with native code: install gcc");
      }
      figures.addAll(new KernelRace(contestants, corpus, work.path()).measure());
      figures.addAll(new ColdStart(work.path(), corpus).measure());
      figures.addAll(new TurnCost(root, work.path()).measure());
      var spread = new FuelSpread(contestants, work.path()).measure(corpus.all());
      figures.addAll(spread.figures());
      notes.addAll(spread.notes());
    }
    return new Report(figures, notes);
  }
}
