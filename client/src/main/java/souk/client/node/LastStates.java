package souk.client.node;

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
import souk.client.node.LastStateJournal.Attempt;
import souk.client.node.LastStateJournal.Owed;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobState;
import souk.protocol.value.Hash;
import souk.settlement.chain.Head;
import souk.settlement.index.IndexedJob;

/**
 * Hands the last states of agent jobs to the market nodes once their results are public, and the
 * turns that open those, each in a thread of its own: an agent's next job goes on from there,
 * wherever it is run. Its methods are called by one thread.
 */
public final class LastStates implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** How long after a job's end its state is still brought to nodes that are away. */
  private static final Duration PATIENCE = Duration.ofDays(1);

  private final List<StateSink> nodes;
  private final LastStateJournal journal;
  private final From from;
  private final Listener listener;
  private final Duration pause;
  private final Crew<Handing> crew = new Crew<>("last state of");
  private final Set<Handing> done = ConcurrentHashMap.newKeySet();
  private final Map<Attempt, Instant> ended = new HashMap<>();

  private record Handing(Attempt id, StateSink node) {}

  /** When states are handed over. */
  public enum From {
    /** As soon as the result is public: by who ran the job. */
    THE_REVEAL,
    /** Once the job is settled, if nobody has: by who ran it again. */
    THE_END
  }

  /** Who is told. */
  public interface Listener {
    /** A node has it. */
    void handedIn(Attempt id, StateSink node);

    /** A node did not take it; it will be asked again. */
    void notHandedIn(Attempt id, StateSink node, String reason);
  }

  /** Hands over what is in that journal. */
  public LastStates(List<StateSink> nodes, LastStateJournal journal, From from, Listener listener) {
    this(nodes, journal, from, listener, PAUSE);
  }

  /**
   * @param pause how long to rest when a node does not take a state
   */
  LastStates(
      List<StateSink> nodes,
      LastStateJournal journal,
      From from,
      Listener listener,
      Duration pause) {
    this.nodes = List.copyOf(nodes);
    this.journal = journal;
    this.from = from;
    this.listener = listener;
    this.pause = pause;
  }

  /**
   * Hands over what can be; lets go of what every node has, or nobody wants.
   *
   * @param job any job by its id
   */
  public void atBlock(Head now, Function<Hash, Optional<IndexedJob>> job) {
    for (var owed : journal.owed()) {
      job.apply(owed.id().jobId()).ifPresent(it -> mind(owed, it, now.time()));
    }
  }

  private void mind(Owed owed, IndexedJob job, Instant now) {
    var isPublic = isLastOf(owed, job.result()) && !isLost(job.snapshot().state());
    var isFinal = job.snapshot().state().isFinal();
    if (isPublic && (isFinal || from == From.THE_REVEAL)) {
      nodes.forEach(node -> start(new Handing(owed.id(), node), owed));
    }
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

  private boolean isDone(Attempt id) {
    return nodes.stream().allMatch(node -> done.contains(new Handing(id, node)));
  }

  private boolean isPast(Attempt id, Instant now) {
    return now.isAfter(ended.computeIfAbsent(id, _ -> now).plus(PATIENCE));
  }

  private void forget(Attempt id) {
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
        listener.handedIn(handing.id(), handing.node());
      }
      handTurn(handing);
      done.add(handing);
    } catch (MarketException e) {
      listener.notHandedIn(handing.id(), handing.node(), String.valueOf(e.getMessage()));
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
