package souk.testnet.survival;

import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import souk.client.JobRequest;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobState;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AuditEvent;
import souk.settlement.chain.ChainEvent;
import souk.settlement.index.IndexedJob;
import souk.settlement.index.JobIndex;
import souk.testnet.cluster.Testnet;
import souk.testnet.money.Dues;
import souk.testnet.money.MoneyCount;
import souk.testnet.money.Party;
import souk.testnet.work.Program;
import souk.testnet.work.ResultCheck;

/** Whether, after the storm, every job ended rightly and everybody has what it is owed. */
final class Account {
  private static final Duration CATCHING_UP = Duration.ofMinutes(1);
  // A seat locks ten times P, and one that does nothing loses 2% of that.
  private static final int LOCK_MULTIPLE = 10;

  private final Testnet testnet;
  private final JobIndex index;
  private final Map<Hash, Program> posted;
  private final Map<IndexedJob, List<ChainEvent>> jobs = new LinkedHashMap<>();
  private final Map<String, Result> expected = new HashMap<>();
  private final ResultCheck check = new ResultCheck(JobRequest.DEFAULT_MEMORY);

  /** Looks at the market as it is now. */
  Account(Testnet testnet, Map<Hash, Program> posted) {
    this.testnet = testnet;
    this.index = testnet.operator().jobs();
    this.posted = posted;
    index.awaitCaughtUp(CATCHING_UP);
    for (var id : posted.keySet()) {
      index.job(id).ifPresent(job -> jobs.put(job, index.events(id)));
    }
  }

  /** Jobs that ended so. */
  int ended(Class<? extends JobState> state) {
    return (int)
        jobs.keySet().stream().filter(job -> state.isInstance(job.snapshot().state())).count();
  }

  /** Events of that kind, over all jobs. */
  int count(Class<? extends ChainEvent> kind) {
    return (int) jobs.values().stream().flatMap(List::stream).filter(kind::isInstance).count();
  }

  /** Seats whose verifier lost its whole lock, or, if not, a part of it. */
  int seatsThatLost(boolean wholeLock) {
    var count = 0;
    for (var job : jobs.entrySet()) {
      var lock = Amount.ZERO;
      for (var event : job.getValue()) {
        if (event instanceof ChainEvent.JobMatched matched) {
          var price = matched.deal().price().escrowFor(job.getKey().spec().fuelLimit());
          lock = price.times(LOCK_MULTIPLE);
        } else if (event instanceof AuditEvent.SeatClosed seat && !seat.lost().isZero()) {
          count += wholeLock == seat.lost().equals(lock) ? 1 : 0;
        }
      }
    }
    return count;
  }

  /**
   * Jobs settled with another result than a run of our own, or for another amount than its fuel.
   */
  List<IndexedJob> wronglyPaid() {
    return jobs.keySet().stream().filter(this::isWronglyPaid).toList();
  }

  /** All that happened to a job, oldest first. */
  List<ChainEvent> events(IndexedJob job) {
    return jobs.getOrDefault(job, List.of());
  }

  /** Who owns less, or more, than the rules give it for what happened, and by how much. */
  Map<Party, BigInteger> unpaid(MoneyCount before, MoneyCount after) {
    var chain = testnet.chain();
    var events = chain.events(testnet.deployment().block(), chain.head().number());
    var dues = Dues.of(events, testnet.deployment(), chain.parameters().leastReward());
    var unpaid = new LinkedHashMap<Party, BigInteger>();
    after
        .holdings()
        .forEach(
            (party, amount) -> {
              var change =
                  amount
                      .units()
                      .subtract(before.holdings().getOrDefault(party, Amount.ZERO).units());
              var difference = change.subtract(dues.owedTo(party.address()));
              if (difference.signum() != 0) {
                unpaid.put(party, difference);
              }
            });
    return unpaid;
  }

  /** Blocks from post to end of each job, ascending. */
  List<Long> blocks() {
    return jobs.values().stream()
        .map(events -> events.getLast().at().blockNumber() - events.getFirst().at().blockNumber())
        .sorted()
        .toList();
  }

  private boolean isWronglyPaid(IndexedJob job) {
    if (!(job.snapshot().state() instanceof JobState.Settled)) {
      return false;
    }
    var program = Optional.ofNullable(posted.get(job.id())).orElseThrow();
    var right = expected.computeIfAbsent(program.outputName(), _ -> check.expected(program));
    var due = job.snapshot().match().orElseThrow().price().paymentFor(right.fuelUsed());
    return !right.equals(job.result().orElseThrow())
        || !due.equals(job.receipt().orElseThrow().paid());
  }
}
