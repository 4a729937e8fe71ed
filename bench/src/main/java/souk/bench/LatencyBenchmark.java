package souk.bench;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import souk.client.Souk;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.runtime.engine.ChildProcessRunner;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainEvent;

/** How long a buyer waits for its output, beyond the run itself. */
final class LatencyBenchmark implements Benchmark {
  private static final int JOBS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(10);
  private static final Fuel FUEL = new Fuel(600_000_000);

  @Override
  public Report run() throws Exception {
    var runMillis = runMillis();
    var waits = new ArrayList<Long>();
    var blocks = new ArrayList<Long>();
    try (var market = SmallMarket.start()) {
      for (var town = 0; town < JOBS; town++) {
        var started = System.nanoTime();
        var id = market.souk().post(SmallMarket.route(town));
        awaitOutput(market.souk(), id);
        waits.add((System.nanoTime() - started) / 1_000_000 - runMillis);
        blocks.add(blocksSincePost(market.chain(), id));
        System.err.printf("job %d: output after %d ms beyond the run%n", town, waits.getLast());
      }
    }
    return Report.of(
        Figure.of("post_to_output_ms", median(waits), "ms"),
        Figure.of("blocks_to_output", median(blocks), "blocks"),
        Figure.of("run_ms", runMillis, "ms"));
  }

  /** A run as the provider's: in a child process, warmed up once. */
  private static long runMillis() throws Exception {
    var runner =
        ChildProcessRunner.cached(PATIENCE, Files.createTempDirectory("souk-bench-machine"));
    runner.prepare();
    var best = Long.MAX_VALUE;
    for (var town = 0; town < JOBS; town++) {
      var started = System.nanoTime();
      var outcome = runner.run(SmallMarket.invocation(town), Limits.of(FUEL, 1024));
      if (!(outcome instanceof RunOutcome.Completed)) {
        throw new IllegalStateException("the run ended as " + outcome);
      }
      best = Math.min(best, (System.nanoTime() - started) / 1_000_000);
    }
    return best;
  }

  private static void awaitOutput(Souk souk, Hash id) throws InterruptedException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (souk.output(id).isEmpty()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("no output in " + PATIENCE);
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static long blocksSincePost(Chain chain, Hash id) {
    var head = chain.head().number();
    return chain.events(chain.deployment().block(), head).stream()
        .filter(ChainEvent.JobPosted.class::isInstance)
        .map(ChainEvent.JobPosted.class::cast)
        .filter(posted -> posted.jobId().equals(id))
        .mapToLong(posted -> head - posted.at().blockNumber())
        .findFirst()
        .orElseThrow();
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
