package souk.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import souk.protocol.value.Fuel;
import souk.runtime.engine.ChildEngine;
import souk.runtime.engine.Engines;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;

/** How long a job takes that has next to nothing to do: its process, sandbox and module. */
final class ColdStart {
  private static final int RUNS = 7;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** A kernel whose work is cut short by its fuel limit. */
  private static final Limits SHORT = Limits.of(new Fuel(1_000), 1024);

  private final Path work;
  private final Corpus corpus;

  ColdStart(Path work, Corpus corpus) {
    this.work = work;
    this.corpus = corpus;
  }

  List<Figure> measure() throws IOException {
    var module =
        corpus.kernels().stream()
            .filter(program -> program.name().equals("json"))
            .findFirst()
            .orElseThrow()
            .invocation();
    var figures = new ArrayList<Figure>();
    for (var engine : Engines.on(work.resolve("machine")).all(PATIENCE)) {
      engine.prepare();
      var first = millis(engine, module);
      figures.add(Figure.of(engine.name() + "_first_job_ms", first, "ms"));
      figures.add(Figure.of(engine.name() + "_cold_start_ms", best(engine, module), "ms"));
    }
    return figures;
  }

  private static long best(ChildEngine engine, Invocation invocation) {
    var best = Long.MAX_VALUE;
    for (var run = 0; run < RUNS; run++) {
      best = Math.min(best, millis(engine, invocation));
    }
    return best;
  }

  private static long millis(ChildEngine engine, Invocation invocation) {
    var from = System.nanoTime();
    var outcome = engine.run(invocation, SHORT);
    if (!(outcome instanceof RunOutcome.Completed)) {
      throw new IllegalStateException(engine.name() + " did not run: " + outcome);
    }
    return (System.nanoTime() - from) / 1_000_000;
  }
}
