package souk.market.node;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import souk.market.share.Submissions;
import souk.market.share.TransactionCounts;
import souk.market.share.Turns;
import souk.market.telemetry.EventLog;
import souk.protocol.job.Exit;
import souk.protocol.job.JobState;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;
import souk.settlement.chain.DueExit;
import souk.settlement.chain.DueExits;
import souk.settlement.chain.Head;
import souk.settlement.index.IndexedJob;
import souk.settlement.tx.TxOutcome;

/**
 * Calls the exits anybody may call, all jobs and claims of one exit in one transaction. Which of
 * several nodes does is {@link Turns}' matter; that another was faster is normal. Not thread-safe.
 */
final class Exits {
  private static final int RETRY_BLOCKS = 4;

  private final Submissions submissions;
  private final Turns turns;
  private final int secretBlocks;
  private final EventLog log;
  private final TransactionCounts counts;
  private final Map<Due, Attempt> attempts = new HashMap<>();
  // Calls by their keys, with how many exits each has.
  private final Map<String, Integer> undecided = new HashMap<>();

  private record Due(DueExit exit, Hash jobId, int attempt) {}

  private record Attempt(String key, long block) {}

  /**
   * @param secretBlocks blocks after the seed block during which a draw waits for the secret
   * @param counts counts its transactions
   */
  Exits(
      Submissions submissions,
      Turns turns,
      int secretBlocks,
      EventLog log,
      TransactionCounts counts) {
    this.submissions = submissions;
    this.turns = turns;
    this.secretBlocks = secretBlocks;
    this.log = log;
    this.counts = counts;
  }

  /** Calls what is due at that block and was not called just now. */
  void call(Collection<IndexedJob> jobs, Head head) {
    countDecided();
    var due = due(jobs, head);
    attempts.keySet().retainAll(new HashSet<>(due));
    var toCall =
        due.stream()
            .filter(it -> turns.isOurs(it, it.jobId(), head.number()) && !isTried(it, head))
            .collect(groupingBy(it -> it.exit().exit(), TreeMap::new, toList()));
    toCall.forEach((exit, all) -> call(exit, all, head.number()));
    turns.endRound();
  }

  private List<Due> due(Collection<IndexedJob> jobs, Head head) {
    var due = new ArrayList<Due>();
    for (var job : jobs) {
      if (!waitsForSecret(job, head.number())) {
        job.dueExits(head.moment())
            .forEach(exit -> due.add(new Due(exit, job.id(), job.snapshot().attempt())));
      }
    }
    return due;
  }

  /** Without the secret, which only the consumer knows, the contract draws later. */
  private boolean waitsForSecret(IndexedJob job, long block) {
    return !job.spec().secretHash().isZero()
        && job.snapshot().state() instanceof JobState.Committed(var seedBlock)
        && block <= seedBlock + secretBlocks;
  }

  private boolean isTried(Due due, Head head) {
    var attempt = attempts.get(due);
    if (attempt == null) {
      return false;
    }
    return switch (submissions.outcome(attempt.key())) {
      case TxOutcome.Pending() -> true;
      case TxOutcome.Included included when included.blockNumber() >= head.number() -> true;
      case TxOutcome.Included _, TxOutcome.Reverted _, TxOutcome.Rejected _ ->
          head.number() < attempt.block() + RETRY_BLOCKS;
    };
  }

  private void call(Exit exit, List<Due> due, long block) {
    var batches = submissions.divide(due, batch -> call(exit, batch));
    for (var number = 0; number < batches.size(); number++) {
      var batch = batches.get(number);
      var attempt = new Attempt("exit/%s/%d/%d".formatted(exit, block, number), block);
      batch.forEach(it -> attempts.put(it, attempt));
      submissions.submit(attempt.key(), call(exit, batch));
      undecided.put(attempt.key(), batch.size());
      log.exits(exit, batch.size());
    }
  }

  private static Call call(Exit exit, List<Due> batch) {
    return DueExits.call(exit, batch.stream().map(it -> it.exit().id()).toList());
  }

  /** Counts what became of transactions. */
  private void countDecided() {
    undecided
        .entrySet()
        .removeIf(
            entry -> {
              var outcome = submissions.outcome(entry.getKey());
              counts.count(outcome, entry.getValue());
              return outcome.isDecided();
            });
  }
}
