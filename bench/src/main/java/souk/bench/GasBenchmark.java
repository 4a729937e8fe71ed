package souk.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import souk.client.JobOutcome;
import souk.protocol.value.Hash;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainEvent;

/** Gas of whole jobs, as real nodes send their transactions. */
final class GasBenchmark implements Benchmark {
  private static final long AIM_ALONE = 240_000;
  private static final int TRIES = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Override
  public List<Figure> run() throws Exception {
    try (var market = SmallMarket.start()) {
      var warm = settle(market, 0);
      System.err.println("first job, which also opens accounts: " + warm);
      for (var town = 1; town < TRIES; town++) {
        var steps = steps(market.souk().session().chain(), settle(market, town));
        if (!steps.isEmpty()) {
          return figures(steps);
        }
        System.err.println("job " + town + " was audited: once more");
      }
      throw new IllegalStateException("every one of " + TRIES + " jobs was audited");
    }
  }

  private static Hash settle(SmallMarket market, int town) throws InterruptedException {
    var id = market.souk().post(SmallMarket.route(town));
    var outcome = market.souk().await(id, PATIENCE).orElseThrow();
    if (!(outcome instanceof JobOutcome.Settled)) {
      throw new IllegalStateException("the job ended as " + outcome);
    }
    return id;
  }

  /** Gas by step; nothing if the job was audited. */
  private static Map<String, Long> steps(Chain chain, Hash job) {
    var steps = new LinkedHashMap<String, Long>();
    for (var event : chain.events(chain.deployment().block(), chain.head().number())) {
      if (!(event instanceof ChainEvent.OfJob ofJob) || !ofJob.jobId().equals(job)) {
        continue;
      }
      if (event instanceof ChainEvent.Drawn drawn && drawn.sampled()) {
        return Map.of();
      }
      name(event).ifPresent(name -> steps.put(name, gas(chain, event)));
    }
    return steps;
  }

  private static Optional<String> name(ChainEvent event) {
    return Optional.ofNullable(
        Map.of(
                ChainEvent.JobPosted.class, "post",
                ChainEvent.JobMatched.class, "match",
                ChainEvent.Committed.class, "commit",
                ChainEvent.Drawn.class, "draw",
                ChainEvent.ResultRevealed.class, "reveal",
                ChainEvent.JobSettled.class, "settle")
            .get(event.getClass()));
  }

  private static long gas(Chain chain, ChainEvent event) {
    return chain.receipt(event.at().transaction()).orElseThrow().gasUsed();
  }

  private static List<Figure> figures(Map<String, Long> steps) {
    var figures = new ArrayList<Figure>();
    var total = steps.values().stream().mapToLong(Long::longValue).sum();
    figures.add(Figure.of("alone", total, "gas", AIM_ALONE));
    steps.forEach((name, gas) -> figures.add(Figure.of("alone_" + name, gas, "gas")));
    figures.add(Figure.of("alone_transactions", steps.size(), "count"));
    return figures;
  }
}
