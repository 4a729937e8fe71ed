package souk.provider.node;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import souk.client.market.MarketException;
import souk.client.market.StateSink;
import souk.client.node.Crew;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobState;
import souk.protocol.value.Hash;
import souk.provider.journal.AttemptId;
import souk.provider.journal.LastStateJournal;
import souk.provider.journal.LastStateJournal.Owed;
import souk.settlement.chain.Head;
import souk.settlement.index.IndexedJob;

/**
 * Hands the last states of agent jobs to the market nodes once their results are public, and the
 * turns that open those, each in a thread of its own: an agent's next job goes on from there,
 * wherever it is run.
 */
final class LastStates implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** How long after a job's end its state is still brought to nodes that are away. */
  private static final Duration PATIENCE = Duration.ofDays(1);

  private final List<StateSink> nodes;
  private final LastStateJournal journal;
  private final ProviderLog log;
  private final Duration pause;
  private final Crew<Handing> crew = new Crew<>("last state of");
  private final Set<Handing> done = ConcurrentHashMap.newKeySet();
  private final Map<AttemptId, Instant> ended = new HashMap<>();

  private record Handing(AttemptId id, StateSink node) {}

  LastStates(List<StateSink> nodes, LastStateJournal journal, ProviderLog log) {
    this(nodes, journal, log, PAUSE);
  }

  /**
   * @param pause how long to rest when a node does not take a state
   */
  LastStates(List<StateSink> nodes, LastStateJournal journal, ProviderLog log, Duration pause) {
    this.nodes = List.copyOf(nodes);
    this.journal = journal;
    this.log = log;
    this.pause = pause;
  }

  /**
   * Hands over what can be; lets go of what every node has, or nobody wants.
   *
   * @param job any job by its id
   */
  void atBlock(Head now, Function<Hash, Optional<IndexedJob>> job) {
    for (var owed : journal.owed()) {
      job.apply(owed.id().jobId()).ifPresent(it -> mind(owed, it, now.time()));
    }
  }

  private void mind(Owed owed, IndexedJob job, Instant now) {
    var isPublic = isLastOf(owed, job.result()) && !isLost(job.snapshot().state());
    if (isPublic) {
      nodes.forEach(node -> start(new Handing(owed.id(), node), owed));
    }
    var isFinal = job.snapshot().state().isFinal();
    if (isPublic ? isDone(owed.id()) || (isFinal && isPast(owed.id(), now)) : isFinal) {
      forget(owed.id());
    }
  }

  /** Of whatever attempt: those that are right come to the same. */
  private static boolean isLastOf(Owed owed, Optional<Result> result) {
    return result
        .map(Result::trace)
        .filter(trace -> !trace.isEmpty() && trace.getLast().equals(owed.last().turnHash()))
        .isPresent();
  }

  private static boolean isLost(JobState state) {
    return switch (state) {
      case JobState.Refunded _, JobState.Void _ -> true;
      case JobState.Open _,
          JobState.Running _,
          JobState.Committed _,
          JobState.Clear _,
          JobState.AuditCommit _,
          JobState.AuditProviderReveal _,
          JobState.AuditReveal _,
          JobState.Revealed _,
          JobState.Disputed _,
          JobState.Settled _ ->
          false;
    };
  }

  private boolean isDone(AttemptId id) {
    return nodes.stream().allMatch(node -> done.contains(new Handing(id, node)));
  }

  private boolean isPast(AttemptId id, Instant now) {
    return now.isAfter(ended.computeIfAbsent(id, _ -> now).plus(PATIENCE));
  }

  private void forget(AttemptId id) {
    journal.forget(id);
    ended.remove(id);
    done.removeIf(handing -> handing.id().equals(id));
  }

  private void start(Handing handing, Owed owed) {
    if (!done.contains(handing)) {
      crew.start(handing, () -> hand(handing, owed));
    }
  }

  private void hand(Handing handing, Owed owed) throws InterruptedException {
    try {
      var snapshot = journal.snapshot(handing.id());
      if (snapshot.isPresent() && !handing.node().has(owed.last().stateHash())) {
        handing.node().put(owed.last(), snapshot.get().toArray());
        log.lastStateHandedIn(handing.id(), handing.node());
      }
      handTurn(handing);
      done.add(handing);
    } catch (MarketException e) {
      log.lastStateNotHandedIn(handing.id(), handing.node(), String.valueOf(e.getMessage()));
      Thread.sleep(pause);
    }
  }

  /** Jobs that leave the same state may have asked for different things. */
  private void handTurn(Handing handing) {
    var turn = journal.turn(handing.id());
    if (turn.isPresent() && !handing.node().turn(handing.id().jobId()).equals(turn)) {
      handing.node().put(turn.get());
    }
  }

  @Override
  public void close() {
    crew.close();
  }
}
