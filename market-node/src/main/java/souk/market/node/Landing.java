package souk.market.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import souk.client.api.SignedAcceptance;
import souk.client.node.Crew;
import souk.market.share.TransactionCounts;
import souk.market.telemetry.EventLog;
import souk.protocol.codec.Digests;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;
import souk.settlement.chain.Head;
import souk.settlement.chain.Match;
import souk.settlement.index.JobIndex;
import souk.settlement.tx.Outbox;
import souk.settlement.tx.TxOutcome;

/**
 * Brings accepted matches to the chain, several in one transaction. A match is in the outbox before
 * {@link #land} returns: from then on it survives this process. Thread-safe.
 */
final class Landing implements AutoCloseable {
  private static final String KEY = "match/";
  private static final int MOST_MATCHES = 256;
  private static final int BLOCKS_AFTER_REFUSAL = 2;
  private static final Duration GATHERING = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Outbox outbox;
  private final JobIndex index;
  private final EventLog log;
  private final Consumer<Fate> fates;
  private final TransactionCounts counts;
  private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
  private final Map<Hash, Entry> onTheirWay = new ConcurrentHashMap<>();
  private final Crew<String> followers = new Crew<>("landing");
  private final Thread gatherer = Thread.ofVirtual().name("landing").unstarted(this::gather);

  /**
   * What became of a match.
   *
   * @param isRefused whether the chain did not take it, for whatever reason
   */
  record Fate(Hash jobId, int attempt, Address provider, boolean isRefused) {}

  /** A match and whether it is written down. */
  private record Entry(Proposal proposal, Match match, CompletableFuture<Boolean> written) {
    Hash jobId() {
      return proposal.request().jobId();
    }

    Fate fate(boolean isRefused) {
      return new Fate(jobId(), proposal.request().attempt(), proposal.provider(), isRefused);
    }
  }

  /**
   * @param fates told what became of matches, once the index has seen it
   * @param counts counts its transactions
   */
  Landing(
      Outbox outbox, JobIndex index, EventLog log, Consumer<Fate> fates, TransactionCounts counts) {
    this.outbox = outbox;
    this.index = index;
    this.log = log;
    this.fates = fates;
    this.counts = counts;
  }

  void start() {
    gatherer.start();
  }

  /** Matches that others of this account handed in: before a restart, or as another replica. */
  Inherited inherited() {
    return new Inherited(outbox::undecided, outbox::outcome, KEY, BLOCKS_AFTER_REFUSAL);
  }

  /** Takes a match on; false if one of that job is on its way. */
  boolean land(Proposal proposal, Match match) throws InterruptedException {
    var entry = new Entry(proposal, match, new CompletableFuture<>());
    if (onTheirWay.putIfAbsent(entry.jobId(), entry) != null) {
      return false;
    }
    queue.add(entry);
    try {
      return entry.written().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a match could not be written down", e.getCause());
    }
  }

  /** Whether a match of that job is on its way. */
  boolean isOnItsWay(Hash jobId) {
    return onTheirWay.containsKey(jobId);
  }

  /** Whether a match by exactly that acceptance is on its way. */
  boolean isOnItsWay(SignedAcceptance answer) {
    var entry = onTheirWay.get(answer.acceptance().jobId());
    return entry != null
        && entry.match().acceptance().equals(answer.acceptance())
        && entry.match().acceptanceSignature().equals(answer.signature());
  }

  @Override
  public void close() {
    gatherer.interrupt();
    followers.close();
    try {
      gatherer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void gather() {
    try {
      while (true) {
        submitAll(nextBatch());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Entry> nextBatch() throws InterruptedException {
    var batch = new ArrayList<Entry>();
    batch.add(queue.take());
    var end = System.nanoTime() + GATHERING.toNanos();
    while (batch.size() < MOST_MATCHES) {
      var next = queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        return batch;
      }
      batch.add(next);
    }
    return batch;
  }

  private void submitAll(List<Entry> batch) {
    try {
      outbox.divide(batch, Landing::call).forEach(this::submit);
    } catch (RuntimeException e) {
      fail(batch, e);
    }
  }

  private void submit(List<Entry> batch) {
    var key = KEY + digest(batch);
    try {
      outbox.submit(key, call(batch));
      batch.forEach(entry -> entry.written().complete(true));
      followers.start(key, () -> follow(key, batch));
    } catch (RuntimeException e) {
      fail(batch, e);
    }
  }

  private void fail(List<Entry> batch, RuntimeException trouble) {
    batch.forEach(entry -> onTheirWay.remove(entry.jobId(), entry));
    batch.forEach(entry -> entry.written().completeExceptionally(trouble));
  }

  private static Call call(List<Entry> batch) {
    return new Call.MatchJobs(batch.stream().map(Entry::match).toList());
  }

  private void follow(String key, List<Entry> batch) throws InterruptedException {
    var refused = new HashSet<Entry>();
    try {
      var outcome = outbox.await(key, PATIENCE);
      refused.addAll(refused(outcome, batch));
      tell(outcome, batch);
      awaitIndex(outcome);
    } finally {
      batch.forEach(entry -> onTheirWay.remove(entry.jobId(), entry));
      batch.forEach(entry -> fates.accept(entry.fate(refused.contains(entry))));
    }
  }

  private static List<Entry> refused(TxOutcome outcome, List<Entry> batch) {
    return switch (outcome) {
      case TxOutcome.Included included ->
          included.skipped().keySet().stream().map(batch::get).toList();
      case TxOutcome.Reverted _, TxOutcome.Rejected _ -> batch;
      case TxOutcome.Pending _ -> List.of();
    };
  }

  private void tell(TxOutcome outcome, List<Entry> batch) {
    counts.count(outcome, batch.size());
    switch (outcome) {
      case TxOutcome.Included(var transaction, var block, var skipped) -> {
        if (skipped.size() < batch.size()) {
          log.matched(batch.size() - skipped.size(), block, transaction);
        }
        skipped.forEach((place, reason) -> log.skipped(batch.get(place).jobId(), reason));
      }
      case TxOutcome.Reverted(var reason) -> log.notMatched(reason.toString());
      case TxOutcome.Rejected(var reason) -> log.notMatched(reason);
      case TxOutcome.Pending() -> log.notMatched("not in a block after " + PATIENCE);
    }
  }

  /** What a match changed, or what stood in its way, must be seen before the job is asked for. */
  private void awaitIndex(TxOutcome outcome) {
    var seen =
        outcome instanceof TxOutcome.Included included
            ? included.blockNumber()
            : index.head().map(Head::number).orElse(0L) + BLOCKS_AFTER_REFUSAL;
    index.await(() -> hasReached(seen), PATIENCE);
  }

  private boolean hasReached(long blockNumber) {
    return index.head().filter(head -> head.number() >= blockNumber).isPresent();
  }

  private static Hash digest(List<Entry> batch) {
    var signatures =
        batch.stream().map(entry -> entry.match().acceptanceSignature().bytes()).toList();
    return Digests.keccak256(signatures.toArray(byte[][]::new));
  }
}
