package souk.testnet.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import souk.protocol.evidence.Receipt;
import souk.protocol.job.JobState;
import souk.protocol.offer.EngineName;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.MatchTerms;
import souk.settlement.index.Changes;
import souk.settlement.index.IndexedJob;
import souk.settlement.index.JobIndex;
import souk.testnet.cluster.Testnet;

/** Turns what the chain says about the demo's jobs into rows and events. Used by one thread. */
public final class JobWatch {
  private final Testnet testnet;
  private final Narrator narrator;
  private final JobIndex index;
  private final BlockingQueue<Changes> arrived = new LinkedBlockingQueue<>();
  private final Map<Hash, String> titles = new LinkedHashMap<>();
  private final Map<Hash, JobRow> rows = new LinkedHashMap<>();
  private final Map<Hash, String> draws = new HashMap<>();
  private final List<ChainEvent.ProviderSlashed> slashes = new ArrayList<>();

  /** Begins to listen; follows no job yet. */
  public JobWatch(Testnet testnet, Narrator narrator) {
    this.testnet = testnet;
    this.narrator = narrator;
    this.index = testnet.operator().jobs();
    index.listen(arrived::add);
  }

  /** Watches a job that runs that program. */
  public void follow(Hash id, String title) {
    titles.put(id, title);
  }

  /**
   * Tells what happens until the condition holds.
   *
   * @return whether it held in time
   */
  public boolean tellUntil(BooleanSupplier condition, Duration timeout)
      throws InterruptedException {
    var end = System.nanoTime() + timeout.toNanos();
    refresh();
    while (!condition.getAsBoolean()) {
      var changes = arrived.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (changes == null) {
        return false;
      }
      changes.events().forEach(this::take);
      refresh();
    }
    return true;
  }

  /** Whether so many jobs are there and nothing can happen to any of them any more. */
  public boolean isOver(int count) {
    return jobs().stream().filter(job -> job.snapshot().state().isFinal()).count() == count;
  }

  /** Jobs watched that are in that kind of state. */
  public long count(Class<? extends JobState> state) {
    return jobs().stream().filter(job -> state.isInstance(job.snapshot().state())).count();
  }

  /** The jobs watched, as they are now. */
  public List<IndexedJob> jobs() {
    return titles.keySet().stream().map(index::job).flatMap(Optional::stream).toList();
  }

  /** Every loss of a provider's stake so far. */
  public List<ChainEvent.ProviderSlashed> slashes() {
    return List.copyOf(slashes);
  }

  /** What the job runs. */
  public String title(Hash id) {
    return titles.getOrDefault(id, "");
  }

  /** Whether the draw that counts for the job made it audited. */
  public boolean wasAudited(Hash id) {
    return draws.getOrDefault(id, "").equals("audited");
  }

  private void take(ChainEvent event) {
    if (event instanceof ChainEvent.Drawn drawn) {
      draws.put(drawn.jobId(), drawn.sampled() ? "audited" : "clear");
    } else if (event instanceof ChainEvent.JobReopened reopened) {
      draws.remove(reopened.jobId());
    } else if (event instanceof ChainEvent.ProviderSlashed slashed) {
      slashes.add(slashed);
      narrator.tell(
          new DemoEvent.CheatCaught(
              testnet.nameOf(slashed.provider()),
              slashed.jobId().toString(),
              slashed.stake().toString()));
    }
  }

  private void refresh() {
    for (var job : jobs()) {
      var row = row(job);
      if (!row.equals(rows.put(job.id(), row))) {
        narrator.tell(new DemoEvent.JobChanged(row));
      }
    }
  }

  private JobRow row(IndexedJob job) {
    var snapshot = job.snapshot();
    var terms = snapshot.match();
    return new JobRow(
        job.id(),
        title(job.id()),
        terms.map(MatchTerms::provider).map(testnet::nameOf).orElse(""),
        job.engine().map(EngineName::text).orElse(""),
        snapshot.attempt(),
        snapshot.state().label(),
        draws.getOrDefault(job.id(), ""),
        job.receipt().map(Receipt::fuelUsed).orElse(Fuel.ZERO),
        terms.map(match -> match.price().perGfuel()).orElse(Amount.ZERO),
        job.receipt().map(Receipt::paid).orElse(Amount.ZERO),
        refunded(job));
  }

  private static Amount refunded(IndexedJob job) {
    var state = job.snapshot().state();
    return state instanceof JobState.Refunded || state instanceof JobState.Void
        ? job.spec().escrow()
        : job.receipt().map(Receipt::refunded).orElse(Amount.ZERO);
  }
}
